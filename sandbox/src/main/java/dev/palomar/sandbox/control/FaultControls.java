package dev.palomar.sandbox.control;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.wire.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Faults and the clock.
final class FaultControls {

    private final Network network;

    FaultControls(Network network) {
        this.network = network;
    }

    /// `on` is `false` to switch a kind off again, or says where it strikes: a phone number id, an account
    /// id, a telephone number, or a part of the path.
    ObjectNode add(ObjectNode body) {
        Asked.only(body, "kind", "on", "count", "share", "wait", "status", "code");
        String word = Asked.required(body, "kind");
        Fault.Kind kind = Fault.Kind.named(word)
                .orElseThrow(() -> Refusal.wrong("kind is one of "
                        + Arrays.stream(Fault.Kind.values())
                                .map(Fault.Kind::word)
                                .collect(Collectors.joining(", "))));
        JsonNode on = body.path("on");
        String where = on.asString("").equals("true") ? "" : on.asString("");
        if (where.equals("false")) {
            network.faults().clear(kind);
            network.moved();
            return Json.list(list());
        }
        double share = body.hasNonNull("share") ? body.path("share").asDouble(0) : 1;
        if (!(share > 0 && share <= 1)) {
            throw Refusal.wrong("share is more than 0 and at most 1");
        }
        Optional<Integer> count = Asked.integer(body, "count");
        if (count.filter(n -> n < 1).isPresent()) {
            throw Refusal.wrong("count is 1 or more");
        }
        Optional<Integer> status = Asked.integer(body, "status");
        if (status.filter(code -> code < 400 || code > 599).isPresent()) {
            throw Refusal.wrong("status is between 400 and 599");
        }
        Fault fault =
                new Fault(kind, where, share, count, Asked.duration(body, "wait"), status, Asked.integer(body, "code"));
        network.faults().add(fault);
        network.moved();
        return shown(fault);
    }

    List<ObjectNode> list() {
        return network.faults().active().stream().map(FaultControls::shown).toList();
    }

    void clear() {
        network.faults().clear();
        network.moved();
    }

    ObjectNode clock() {
        return Json.object()
                .put("now", network.now().toString())
                .put("ahead", network.clock().ahead().toString());
    }

    ObjectNode advance(ObjectNode body) {
        Asked.only(body, "advance");
        network.agenda()
                .advance(Asked.duration(body, "advance").orElseThrow(() -> Refusal.wrong("advance is missing")));
        network.moved();
        return clock();
    }

    private static ObjectNode shown(Fault fault) {
        ObjectNode shown = Json.object();
        shown.put("kind", fault.kind().word());
        shown.put("on", fault.where());
        shown.put("share", fault.share());
        fault.left().ifPresent(left -> shown.put("count", left));
        fault.time().ifPresent(wait -> shown.put("wait", wait.toString()));
        fault.status().ifPresent(status -> shown.put("status", status));
        fault.code().ifPresent(code -> shown.put("code", code));
        return shown;
    }
}
