package dev.palomar.sandbox.network;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Something that goes wrong on purpose.
///
/// @param where a phone number id, an account id, an app id, a telephone number or part of a path; empty for
///     everywhere
/// @param share of the occasions on which it strikes, 0 to 1
/// @param left how often it still strikes; empty for no end
/// @param time how slow, how late
/// @param status HTTP status that takes the place of the usual one
/// @param code error code that takes the place of the usual one
public record Fault(
        Kind kind,
        String where,
        double share,
        Optional<Integer> left,
        Optional<Duration> time,
        Optional<Integer> status,
        Optional<Integer> code) {

    /// Every way in which the network can misbehave.
    public enum Kind {
        GRAPH_5XX("graph-5xx"),
        GRAPH_429("graph-429"),
        GRAPH_SLOW("graph-slow"),
        GRAPH_CUT("graph-cut"),
        MESSAGE_FAILED("message-failed"),
        WEBHOOK_DUPLICATE("webhook-duplicate"),
        WEBHOOK_REORDER("webhook-reorder"),
        WEBHOOK_DELAY("webhook-delay"),
        MEDIA_MISSING("media-missing"),
        WS_DROP("ws-drop"),
        WS_CUT("ws-cut"),
        WS_STALL("ws-stall"),
        WS_CONFLICT("ws-conflict"),
        WS_GARBLE("ws-garble"),
        WS_REFUSE("ws-refuse"),
        WS_BAD_CERTIFICATE("ws-bad-certificate"),
        WS_BAD_ADV("ws-bad-adv"),
        WS_BAD_PREKEY("ws-bad-prekey"),
        LLM_ERROR("llm-error"),
        LLM_SLOW("llm-slow"),
        LLM_CUT("llm-cut"),
        LLM_MALFORMED("llm-malformed"),
        LLM_REFUSAL("llm-refusal");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<Kind> named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    Fault once() {
        return new Fault(kind, where, share, left.map(n -> n - 1), time, status, code);
    }

    boolean usedUp() {
        return left.filter(n -> n <= 0).isPresent();
    }
}
