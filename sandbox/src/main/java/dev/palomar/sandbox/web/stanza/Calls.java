package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Handset;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Calls ring and end: nobody in the sandbox talks. A device can reject one.
public final class Calls {

    private static final Duration RINGS = Duration.ofSeconds(30);

    private record Ringing(Handset caller, Handset called) {}

    private final Exchange exchange;
    private final Map<String, Ringing> ringing = new HashMap<>();

    public Calls(Exchange exchange) {
        this.exchange = exchange;
    }

    /// A person calls another one; answers with the id of the call.
    public String ring(Handset caller, Handset called, boolean video) {
        String id = exchange.network().ids().hex(32);
        ringing.put(id, new Ringing(caller, called));
        Node media = Node.of(video ? "video" : "audio", "enc", "opus", "rate", "16000");
        tell(id, caller, called, Node.of("offer").with(media));
        exchange.network().agenda().in(RINGS, () -> end(id, "timeout"));
        return id;
    }

    /// A device rejects a call; the caller stops.
    void rejected(Device device, Node call) {
        String id =
                call.child("reject").map(reject -> reject.attribute("call-id")).orElse("");
        Ringing one = ringing.get(id);
        if (one != null && one.called() == device.handset()) {
            end(id, "rejected");
        }
    }

    /// Whether somebody's phone rings with this call.
    public boolean rings(String id) {
        return ringing.containsKey(id);
    }

    public void reset() {
        ringing.clear();
    }

    private void end(String id, String reason) {
        Ringing ended = ringing.remove(id);
        if (ended != null) {
            tell(id, ended.caller(), ended.called(), Node.of("terminate", "reason", reason));
            exchange.network().moved();
        }
    }

    private void tell(String id, Handset caller, Handset called, Node what) {
        boolean hidden = caller.person().habits().hidesNumber();
        String from = caller.shownAs(0).toString();
        Node info = what.with("call-id", id)
                .with("call-creator", from)
                .with("caller_pn", hidden ? "" : caller.jid().toString());
        Exchange.tell(
                called,
                Optional.empty(),
                Node.of("call", "from", from, "id", exchange.stanzaId(), "t", exchange.seconds())
                        .with(info));
    }
}
