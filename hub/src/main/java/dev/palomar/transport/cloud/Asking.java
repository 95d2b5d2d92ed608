package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Turns Meta's answers into what was [Asked] for.
final class Asking {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LIMITED = Duration.ofMinutes(1);

    private Asking() {}

    static <T> Asked<T> of(GraphAnswer answer, Function<ObjectNode, T> read) {
        return switch (answer) {
            case GraphAnswer.Done done -> new Asked.Got<>(read.apply(done.body()));
            case GraphAnswer.Refused refused -> refused(refused);
            case GraphAnswer.Strange strange
            when strange.status() == 429 -> new Asked.NotNow<>(LIMITED, "Too many calls to Meta.", false);
            case GraphAnswer.Strange strange ->
                new Asked.NotNow<>(
                        SOON,
                        "Meta's address answered with status " + strange.status() + " and not in Meta's words.",
                        true);
            case GraphAnswer.Cut cut -> new Asked.NotNow<>(SOON, "The call to Meta broke: " + cut.why(), true);
            case GraphAnswer.NotReached away ->
                new Asked.NotNow<>(SOON, "Meta could not be reached: " + away.why(), false);
        };
    }

    private static <T> Asked<T> refused(GraphAnswer.Refused refused) {
        MetaCodes.Code code = MetaCodes.get().of(refused.error());
        String why = words(refused.error(), code);
        return switch (code.then()) {
            case REFUSED -> new Asked.Refused<>(code.code(), subcode(refused.error()), why, false);
            case ACCOUNT, RESTRICTED -> new Asked.Refused<>(code.code(), subcode(refused.error()), why, true);
            case AGAIN, LIMIT, PAIR -> {
                Duration ours = Duration.ofSeconds(Math.max(1, code.waitSeconds()));
                yield new Asked.NotNow<>(
                        refused.retryIn()
                                .filter(asked -> asked.compareTo(ours) > 0)
                                .orElse(ours),
                        why,
                        false);
            }
        };
    }

    private static int subcode(ObjectNode error) {
        return error.path("error_subcode").asInt(0);
    }

    /// What Meta wrote for people says more than the cause of a general code such as 100.
    private static String words(ObjectNode error, MetaCodes.Code code) {
        Optional<String> title = Json.string(error, "error_user_title");
        Optional<String> text = Json.string(error, "error_user_msg");
        if (text.isPresent()) {
            return title.map(line -> line + ": ").orElse("") + text.get();
        }
        String said = MetaCodes.get().told(error).message();
        return said.isEmpty() ? code.explanation() : code.explanation() + " (" + said + ")";
    }
}
