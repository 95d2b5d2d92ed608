package dev.palomar.logbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MaskingTest {

    private final Masking masking = new Masking(false);

    @Test
    void what_people_wrote_their_names_and_their_numbers_are_left_out_and_the_structure_stays() {
        JsonNode shown = masking.mask(Json.readObject("""
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"field":"messages",
                 "value":{"messaging_product":"whatsapp",
                  "metadata":{"display_phone_number":"541152630000","phone_number_id":"106540352242922"},
                  "contacts":[{"profile":{"name":"Ana Gómez"},"wa_id":"5491155550101"}],
                  "messages":[{"from":"5491155550101","id":"wamid.A","timestamp":"1795176000","type":"text",
                               "text":{"body":"mi clave es 1234"}}]}}]}]}
                """));

        JsonNode value = shown.at("/entry/0/changes/0/value");
        assertThat(value.at("/messages/0/text/body").asString()).isEqualTo("… (16)");
        assertThat(value.at("/messages/0/from").asString()).isEqualTo("…101");
        assertThat(value.at("/messages/0/id").asString()).isEqualTo("wamid.A");
        assertThat(value.at("/contacts/0/profile/name").asString()).isEqualTo("… (9)");
        assertThat(shown.toString())
                .doesNotContain("clave")
                .doesNotContain("Ana")
                .doesNotContain("5491155550101")
                .contains("106540352242922");
    }

    @Test
    void secrets_are_left_out_of_bodies_and_addresses() {
        JsonNode shown = masking.mask(Json.readObject("""
                {"messaging_product":"whatsapp","pin":"212834","access_token":"EAAG123","verify_token":"palabra",
                 "code":"AQBx","token_type":"bearer"}
                """));

        assertThat(shown.toString())
                .doesNotContain("212834")
                .doesNotContain("EAAG123")
                .doesNotContain("palabra")
                .doesNotContain("AQBx");
        assertThat(masking.url("/v24.0/debug_token?input_token=EAAG123&fields=id"))
                .isEqualTo("/v24.0/debug_token?input_token=…&fields=id");
        assertThat(masking.url("/v24.0/1/messages?appsecret_proof=abc")).doesNotContain("abc");
    }

    @Test
    void a_template_is_named_and_its_values_are_not() {
        JsonNode shown = masking.mask(Json.readObject("""
                {"to":"5491155550101","type":"template","template":{"name":"recordatorio","language":{"code":"es_AR"},
                 "components":[{"type":"body","parameters":[{"type":"text","text":"Ana, mañana a las 9"}]}]}}
                """));

        assertThat(shown.at("/template/name").asString()).isEqualTo("recordatorio");
        assertThat(shown.at("/template/language/code").asString()).isEqualTo("es_AR");
        assertThat(shown.toString()).doesNotContain("mañana");
    }

    @Test
    void meta_s_words_about_an_error_are_kept_without_telephone_numbers() {
        JsonNode shown = masking.mask(Json.readObject("""
                {"error":{"message":"(#131030) Recipient 5491155550101 not in allowed list","type":"OAuthException",
                 "code":131030,"error_data":{"details":"Recipient phone number not in allowed list"},"fbtrace_id":"A1"}}
                """));

        assertThat(shown.at("/error/message").asString()).isEqualTo("(#131030) Recipient … not in allowed list");
        assertThat(shown.at("/error/code").asInt()).isEqualTo(131_030);
        assertThat(shown.at("/error/error_data/details").asString()).startsWith("Recipient phone");
        assertThat(shown.at("/error/fbtrace_id").asString()).isEqualTo("A1");
    }

    @Test
    void an_operator_may_want_telephone_numbers_whole() {
        JsonNode shown =
                new Masking(true).mask(Json.readObject("{\"to\":\"5491155550101\",\"text\":{\"body\":\"x\"}}"));

        assertThat(shown.at("/to").asString()).isEqualTo("5491155550101");
        assertThat(shown.at("/text/body").asString()).isEqualTo("… (1)");
    }

    @Property(tries = 300)
    void what_stands_under_a_name_that_is_not_known_here_is_never_shown(
            @ForAll("names") String name, @ForAll("names") String other) {
        String secret = "ESTO-NO-SE-MUESTRA";
        JsonNode said = Json.object().set(name, Json.object().put(other + "x9", secret));

        assertThat(masking.mask(said).toString()).doesNotContain(secret);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12);
    }
}
