package dev.palomar.logbook;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// A call about to be written down.
///
/// @param tenant    found out by the device when it is not said
/// @param what      what it was about, in one word
/// @param url       path and query, secrets and all: it is masked when it is written
/// @param error     what the other side said
/// @param count     for how many calls the line stands
/// @param request   what was said, as it was: masked when it is written, on the writer's thread
public record Line(
        Optional<TenantId> tenant,
        Optional<DeviceId> device,
        Optional<MessageId> message,
        Optional<String> requestId,
        Instant at,
        Direction direction,
        Channel channel,
        String what,
        Optional<String> method,
        Optional<String> url,
        OptionalInt status,
        Result result,
        Optional<String> error,
        int count,
        Duration took,
        Supplier<Optional<JsonNode>> request,
        Supplier<Optional<JsonNode>> response) {

    public enum Direction {
        INBOUND,
        OUTBOUND
    }

    /// Over which way it went.
    public enum Channel {
        GRAPH("graph"),
        WEBHOOK("webhook"),
        WEB("web");

        private final String word;

        Channel(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// What became of it.
    public enum Result {
        OK("ok"),
        /// The other side, or we, said no.
        REFUSED("refused"),
        /// There was no answer that can be used.
        FAILED("failed");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// Where there is nothing to tell of what was said.
    public static final Supplier<Optional<JsonNode>> NOTHING = Optional::empty;
}
