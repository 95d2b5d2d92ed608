package dev.palomar.api.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Problem;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GraphErrorsTest {

    private static Answer.Whole told(Rejection rejection) {
        return (Answer.Whole) GraphErrors.answer(Problem.of(rejection), "trace-1");
    }

    private static JsonNode error(Rejection rejection) {
        return Json.read(told(rejection).body().bytes()).get("error");
    }

    private static int code(Rejection rejection) {
        return error(rejection).get("code").asInt();
    }

    @Test
    void each_reason_has_the_code_that_metas_clients_know() {
        assertThat(code(new Rejection.WindowClosed(Instant.EPOCH, List.of()))).isEqualTo(131047);
        assertThat(code(new Rejection.Unauthenticated("no"))).isEqualTo(190);
        assertThat(code(new Rejection.Forbidden("no"))).isEqualTo(10);
        assertThat(code(new Rejection.Forbidden("tenant-suspended", "no"))).isEqualTo(131031);
        assertThat(code(new Rejection.NotPossible("not-supported", "type", "no")))
                .isEqualTo(131051);
        assertThat(code(new Rejection.NotPossible("not-supported", "id", "no"))).isEqualTo(100);
        assertThat(code(new Rejection.Conflict("device-paused", "no"))).isEqualTo(131057);
        assertThat(code(new Rejection.Conflict("device-offline", "no"))).isEqualTo(133010);
        assertThat(code(new Rejection.Conflict("device-error", "no"))).isEqualTo(131005);
        assertThat(code(new Rejection.Conflict("device-restricted", "no"))).isEqualTo(368);
        assertThat(code(new Rejection.Conflict("template-locked", "no"))).isEqualTo(2388039);
        assertThat(code(new Rejection.TooLarge("no"))).isEqualTo(131053);
        assertThat(code(new Rejection.Unavailable("no"))).isEqualTo(131016);
        assertThat(code(new Rejection.TooMany("quota-exceeded", "no", Duration.ofHours(1))))
                .isEqualTo(80007);
        assertThat(code(new Rejection.TooMany("new-chats-exceeded", "no", Duration.ofHours(1))))
                .isEqualTo(131048);
        assertThat(code(new Rejection.TemplateNotSendable("PAUSED", "no"))).isEqualTo(132015);
        assertThat(code(new Rejection.TemplateNotSendable("DISABLED", "no"))).isEqualTo(132016);
        assertThat(code(new Rejection.TemplateNotSendable("PENDING", "no"))).isEqualTo(132001);
        assertThat(code(new Rejection.NotPossible("template-unknown", "template.name", "no")))
                .isEqualTo(132001);
        assertThat(code(new Rejection.InvalidValue(
                        "template-parameters", List.of(new Rejection.Fault("template.components", "takes 2 values")))))
                .isEqualTo(132000);
    }

    @Test
    void too_many_calls_say_when_to_come_again() {
        Answer.Whole told = told(new Rejection.TooMany("rate-limited", "no", Duration.ofSeconds(7)));

        assertThat(told.status()).isEqualTo(429);
        assertThat(told.headers()).containsEntry("Retry-After", "7");
        assertThat(Json.read(told.body().bytes()).at("/error/code").asInt()).isEqualTo(130429);
        assertThat(Json.read(told.body().bytes()).at("/error/is_transient").asBoolean())
                .isTrue();
    }

    @Test
    void what_is_wrong_with_a_value_is_told_with_its_field() {
        JsonNode error = error(new Rejection.InvalidValue(List.of(
                new Rejection.Fault("text.body", "is missing"), new Rejection.Fault("to", "expected a number"))));

        assertThat(error.get("code").asInt()).isEqualTo(100);
        assertThat(error.at("/error_data/details").asString())
                .isEqualTo("text.body: is missing; to: expected a number");
        assertThat(error.get("fbtrace_id").asString()).isEqualTo("trace-1");
    }

    @Test
    void what_does_not_exist_and_what_is_anothers_look_alike() {
        JsonNode error = error(new Rejection.NotFound("phone number"));

        assertThat(error.get("type").asString()).isEqualTo("GraphMethodException");
        assertThat(error.get("error_subcode").asInt()).isEqualTo(33);
        assertThat(error.get("message").asString()).startsWith("Unsupported request. Object does not exist");
    }
}
