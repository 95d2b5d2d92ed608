package dev.palomar.sandbox.control;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.traffic.Told;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Starts, shows and stops the one load that may run.
final class LoadControl {

    private static final int MOST_PEOPLE = 100_000;
    private static final int MOST_PER_SECOND = 20_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Network network;
    private final Webhooks webhooks;
    private final Told told;
    private Optional<Load> running = Optional.empty();

    LoadControl(Network network, Webhooks webhooks, Told told) {
        this.network = network;
        this.webhooks = webhooks;
        this.told = told;
    }

    /// `{people, numbers, rate, duration, connections, batch, text}`; `numbers` is how many of the business
    /// numbers that have a webhook, or a list of numbers; all of them unless said.
    ObjectNode start(ObjectNode body) {
        Asked.only(body, "people", "numbers", "rate", "duration", "connections", "batch", "text");
        List<BusinessNumber> numbers = numbers(body);
        List<Webhooks.Route> routes = numbers.stream()
                .map(number ->
                        webhooks.route(number).orElseThrow(() -> Refusal.wrong(number.phone() + " has no webhook")))
                .toList();
        Duration duration = Asked.duration(body, "duration").orElse(Duration.ofSeconds(10));
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw Refusal.wrong("duration is more than nothing and at most an hour");
        }
        Load.Plan plan = new Load.Plan(
                numbers,
                people(bounded(body, "people", 100, MOST_PEOPLE)),
                bounded(body, "rate", 50, MOST_PER_SECOND),
                duration,
                bounded(body, "connections", 8, 64),
                bounded(body, "batch", 1, 1_000),
                Asked.orElse(body, "text", "Hello"));
        stop();
        Load load = new Load(network, told, plan, routes);
        running = Optional.of(load);
        return load.shown();
    }

    ObjectNode shown() {
        return running.map(Load::shown).orElseGet(() -> Json.object().put("running", false));
    }

    ObjectNode stop() {
        running.ifPresent(Load::stop);
        return shown();
    }

    /// The load is over and forgotten.
    void reset() {
        stop();
        running = Optional.empty();
    }

    private List<BusinessNumber> numbers(ObjectNode body) {
        JsonNode asked = body.path("numbers");
        List<BusinessNumber> all = network.numbers();
        if (asked.isArray()) {
            return asked.valueStream()
                    .map(which -> network.numberMeantBy(which.asString(""))
                            .orElseThrow(() -> Refusal.unknown("there is no business number " + which.asString(""))))
                    .toList();
        }
        List<BusinessNumber> told = all.stream()
                .filter(number -> webhooks.route(number).isPresent())
                .toList();
        int count = Asked.integer(body, "numbers").orElse(told.size());
        if (told.isEmpty()) {
            throw Refusal.wrong("no business number has a webhook");
        }
        if (count < 1 || count > told.size()) {
            throw Refusal.wrong("numbers is between 1 and " + told.size() + ", the business numbers with a webhook");
        }
        return told.subList(0, count);
    }

    private List<Person> people(int count) {
        List<Person> people = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            PhoneNumber phone = new PhoneNumber("1999" + String.format("%07d", i));
            int number = i;
            people.add(network.person(phone).orElseGet(() -> network.addPerson(phone, "Crowd " + number)));
        }
        return people;
    }

    private static int bounded(ObjectNode body, String field, int usual, int most) {
        int value = Asked.integer(body, field).orElse(usual);
        if (value < 1 || value > most) {
            throw Refusal.wrong(field + " is between 1 and " + most);
        }
        return value;
    }
}
