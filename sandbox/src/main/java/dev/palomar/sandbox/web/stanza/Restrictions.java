package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The limit on reaching out: for a while, a number may write only to people who have written to it.
public final class Restrictions {

    private static final Duration LASTS = Duration.ofDays(1);

    private final Exchange exchange;

    Restrictions(Exchange exchange) {
        this.exchange = exchange;
    }

    /// Answers a device that asks.
    Node state(Handset handset) {
        return Node.of("result").with(Json.write(told("xwa2_fetch_account_reachout_timelock", handset)));
    }

    /// WhatsApp has limited a number, or lifted the limit: its devices are told.
    public void changed(Handset handset) {
        Node update = Node.of("update", "op_name", "NotificationUserReachoutTimelockUpdate")
                .with(Json.write(told("xwa2_notify_account_reachout_timelock", handset)));
        Exchange.tell(
                handset,
                Optional.empty(),
                Node.of(
                                "notification",
                                "from",
                                Answers.SERVER,
                                "type",
                                "mex",
                                "id",
                                exchange.stanzaId(),
                                "t",
                                exchange.seconds())
                        .with(update));
    }

    private ObjectNode told(String name, Handset handset) {
        boolean limited = handset.reachOutLimited();
        long ends = exchange.network().now().plus(LASTS).getEpochSecond();
        ObjectNode told = Json.object();
        told.putObject("data")
                .putObject(name)
                .put("is_active", limited)
                .put("time_enforcement_ends", limited ? Long.toString(ends) : "0")
                .put("enforcement_type", "DEFAULT");
        return told;
    }
}
