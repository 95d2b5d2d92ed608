package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.load.Inbound;
import dev.palomar.bench.load.OpenLoop;
import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.FakeModel;
import dev.palomar.bench.receive.Tally;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// The reply agent's own part of a turn: from the customer's message at Meta's webhook to the answer at
/// Meta's Graph API, with a model that takes no time and no quiet time.
public final class AgentScenario {

    /// So many that nobody is answered often enough to be taken for a program.
    private static final int CHATS = 2_000;

    private static final int CONNECTIONS = 32;

    /// So many times the rate for a minute before: what Java compiles on the way is not what runs afterwards.
    private static final int WARM = 4;

    private final Stage stage;

    public AgentScenario(Stage stage) {
        this.stage = stage;
        for (Town.Company company : stage.town().companies()) {
            HubApi administrator = stage.town().administrator(company);
            JsonNode _ = administrator.call(
                    "PUT", "/v1/agent/system-prompt", "{\"prompt\":\"You answer for a flower shop.\"}");
            JsonNode _ = administrator.call("PUT", "/v1/agent", """
                    {"enabled":true,"quietMs":0,"historyMessages":1,"caps":{"perChatPerDay":1000,"perDay":1000000}}""");
        }
    }

    public void run(Report report, FakeModel model, double rate, Duration time)
            throws IOException, InterruptedException {
        Inbound inbound = new Inbound(stage.hub(), stage.nextRun(), stage.town().chats(CHATS), CONNECTIONS);
        Tally tally = new Tally(CHATS);
        stage.graph().count(tally);
        OpenLoop.Sum _ = write(inbound, WARM * rate, Duration.ofSeconds(60));
        Stage.settle(tally, inbound.acknowledged(), Duration.ofSeconds(20));
        tally.forgetTimes();
        OpenLoop.Sum _ = write(inbound, rate, time);
        Stage.settle(tally, inbound.acknowledged(), Duration.ofSeconds(20));
        Tally.Sum sum = tally.sum(inbound.acknowledged());
        report.add(
                "agent at " + Report.perSecond(rate) + ", message to answer at Graph",
                Report.times(tally.micros(50), tally.micros(99), tally.micros(99.9)),
                "p50 ≤ 20 ms beyond the model",
                "the model takes no time; asked " + model.asked() + " times, not answered " + sum.lost()
                        + ", answered twice " + sum.repeated());
    }

    private OpenLoop.Sum write(Inbound inbound, double rate, Duration time) throws IOException, InterruptedException {
        return new OpenLoop(stage.hub().port(), CONNECTIONS, inbound).run(rate, time);
    }
}
