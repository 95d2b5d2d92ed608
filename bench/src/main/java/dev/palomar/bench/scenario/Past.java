package dev.palomar.bench.scenario;

import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Statements;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.stored.Stock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What has happened to a hub's companies before anybody measures.
final class Past {

    private Past() {}

    /// Lets a little really happen, both ways and with endpoints, and lays `messages` like it into the
    /// database. The hub is down then, and its database still has to be tidied.
    static void lay(Stage stage, long messages) throws IOException, InterruptedException, SQLException {
        HubProcess hub = stage.hub();
        hub.stop();
        Statements.watch(hub);
        Duration _ = hub.start();
        Statements.reset(hub);
        try (Stage.Audience audience = stage.audience(100)) {
            Stage.Run _ = stage.people(audience, 100, 100, Duration.ofSeconds(2));
            new OutboundScenario(stage).flood(50, Duration.ofSeconds(2));
        }
        List<Town.Endpoint> endpoints = new ArrayList<>();
        for (Town.Company company : stage.town().companies()) {
            endpoints.add(stage.town().subscribe(company, "http://127.0.0.1:9/" + company.name()));
        }
        hub.kill();
        new Stock(stage.town().companies(), endpoints, messages).lay(hub);
    }
}
