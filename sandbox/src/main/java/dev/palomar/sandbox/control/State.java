package dev.palomar.sandbox.control;

import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.OnPhone;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Everything that the page shows, in one answer that waits until something has changed.
final class State {

    private static final int PHONES = 40;
    private static final int MESSAGES = 200;

    private final Network network;
    private final PhoneControls phones;
    private final BusinessControls businesses;
    private final FaultControls faults;
    private final WebControls web;

    State(Network network, PhoneControls phones, BusinessControls businesses, FaultControls faults, WebControls web) {
        this.network = network;
        this.phones = phones;
        this.businesses = businesses;
        this.faults = faults;
        this.web = web;
    }

    /// @param seen the `moves` of the caller's last answer; 0 for the first
    ObjectNode after(long seen, Duration wait) throws InterruptedException {
        network.await(() -> network.moves() != seen, wait);
        ObjectNode state = Json.object().put("moves", network.moves());
        List<Person> people = network.people();
        state.put("people", people.size());
        state.set(
                "phones",
                Json.array()
                        .addAll(people.stream().limit(PHONES).map(this::phone).toList()));
        state.set("businesses", Json.array().addAll(businesses.list()));
        state.set("groups", Json.array().addAll(web.groups()));
        state.set("qrs", Json.array().addAll(web.codes()));
        state.set("faults", Json.array().addAll(faults.list()));
        state.set("clock", faults.clock());
        return state;
    }

    private ObjectNode phone(Person person) {
        List<OnPhone> all = person.everything();
        ObjectNode shown = phones.shown(person);
        shown.set(
                "messages",
                Json.array()
                        .addAll(all.subList(Math.max(0, all.size() - MESSAGES), all.size()).stream()
                                .map(OnPhone::shown)
                                .toList()));
        return shown;
    }
}
