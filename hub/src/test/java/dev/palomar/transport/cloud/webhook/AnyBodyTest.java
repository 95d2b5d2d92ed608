package dev.palomar.transport.cloud.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.transport.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whatever bytes come to Meta's webhook: read as updates, or refused as no JSON; nothing in between.
class AnyBodyTest {

    private static final Duration EACH = Duration.ofSeconds(6);

    private static final byte[] REAL = """
            {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"field":"messages","value":\
            {"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},\
            "contacts":[{"profile":{"name":"Ana"},"wa_id":"16505551234"}],"messages":[\
            {"from":"16505551234","id":"wamid.1","timestamp":"1744344496","type":"text","text":{"body":"hola \\ud83d\\udc4b"},\
            "context":{"id":"wamid.0","from":"15550783881"}},\
            {"from":"16505551234","id":"wamid.2","timestamp":"1744344497","type":"image","image":{"id":"1","mime_type":"image/png",\
            "sha256":"x","caption":"y"}},\
            {"from":"16505551234","id":"wamid.3","timestamp":"1744344498","type":"reaction","reaction":{"message_id":"wamid.0","emoji":"x"}},\
            {"from":"16505551234","id":"wamid.4","timestamp":"1744344499","type":"location","location":{"latitude":1.5,"longitude":-2,\
            "name":"n","address":"a"}},\
            {"from":"16505551234","id":"wamid.5","timestamp":"1744344499","type":"interactive","interactive":{"type":"list_reply",\
            "list_reply":{"id":"a","title":"b","description":"c"}}},\
            {"from":"16505551234","id":"wamid.6","timestamp":"1744344499","type":"contacts","contacts":[{"name":{"formatted_name":"B"},\
            "phones":[{"phone":"+1","wa_id":"1","type":"HOME"}]}]}],\
            "statuses":[{"id":"wamid.9","status":"failed","timestamp":"1744344496","recipient_id":"16505551234",\
            "errors":[{"code":131026,"title":"x","error_data":{"details":"z"}}],"biz_opaque_callback_data":"msg_x"}],\
            "errors":[{"code":130429,"title":"t"}]}}]}]}""".getBytes(StandardCharsets.UTF_8);

    private static final List<String> WORDS = List.of(
            "null",
            "true",
            "1e99",
            "-0",
            "\"\"",
            "[]",
            "{}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "[[[[[[]]]]]]",
            "{\"\":{}}",
            "123456789012345678901234567890",
            "\"wamid.1\"",
            "\"text\"",
            "1e400",
            "\"9999999999999999\"",
            "\"-1\"",
            "{\"body\":null}",
            "[null,1,\"a\",{}]");

    private static final Map<String, Long> BEGAN = new ConcurrentHashMap<>();

    /// Each property ends in time, on a slow machine, too.
    private static boolean isEnough(String property) {
        long began = BEGAN.computeIfAbsent(property, _ -> System.nanoTime());
        return System.nanoTime() - began > EACH.toNanos();
    }

    private static void mustBeReadOrRefused(byte[] body) {
        try {
            List<Parsed> updates = CloudWebhook.parse(body);
            assertThat(updates).isNotEmpty();
            // What is kept of an update is JSON again, whatever came.
            updates.forEach(update -> Json.read(raw(update.signal()).bytes()));
        } catch (Rejection.Malformed refused) {
            assertThat(refused.getMessage()).startsWith("The body is not ");
        }
    }

    private static Payload raw(Signal signal) {
        return switch (signal) {
            case Signal.Message message -> message.raw();
            case Signal.Status status -> status.raw();
            case Signal.Call call -> call.raw();
            case Signal.NumberNotice notice -> notice.raw();
            case Signal.Unknown unknown -> unknown.raw();
            case Signal.GroupReceipt _,
                    Signal.ReadElsewhere _,
                    Signal.Acquaintance _,
                    Signal.PictureChanged _,
                    Signal.Group _,
                    Signal.GroupMembers _ -> throw new AssertionError("Meta does not tell of " + signal);
        };
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void bytes_of_a_real_body_changed_at_random_are_read_or_refused(@ForAll long seed) {
        if (isEnough("bytes")) {
            return;
        }
        Random random = new Random(seed);
        byte[] body = REAL.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        mustBeReadOrRefused(body);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void members_of_a_real_body_replaced_at_random_are_read(@ForAll long seed) {
        if (isEnough("members")) {
            return;
        }
        Random random = new Random(seed);
        JsonNode root = Json.read(REAL);
        for (int i = random.nextInt(4); i >= 0; i--) {
            JsonNode value = Json.read(WORDS.get(random.nextInt(WORDS.size())));
            replace(root, random, value);
        }
        List<Parsed> updates = CloudWebhook.parse(Json.bytes(root));

        assertThat(updates).isNotEmpty();
        updates.forEach(update -> Json.read(raw(update.signal()).bytes()));
    }

    /// Walks down at random and puts `value` where it stops.
    private static void replace(JsonNode root, Random random, JsonNode value) {
        JsonNode at = root;
        while (true) {
            switch (at) {
                case ObjectNode object
                when !object.isEmpty() -> {
                    List<String> names = List.copyOf(object.propertyNames());
                    String name = names.get(random.nextInt(names.size()));
                    JsonNode next = object.get(name);
                    if (random.nextInt(6) == 0 || !next.isContainer() || next.isEmpty()) {
                        object.set(name, value);
                        return;
                    }
                    at = next;
                }
                case ArrayNode array
                when !array.isEmpty() -> {
                    int index = random.nextInt(array.size());
                    JsonNode next = array.get(index);
                    if (random.nextInt(6) == 0 || !next.isContainer() || next.isEmpty()) {
                        array.set(index, value);
                        return;
                    }
                    at = next;
                }
                default -> {
                    return;
                }
            }
        }
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void any_bytes_are_json_or_refused_as_none(@ForAll @Size(max = 200) byte[] bytes) {
        try {
            JsonNode read = Json.read(bytes);
            assertThat(Json.read(Json.bytes(read))).isEqualTo(read);
        } catch (JacksonException refused) {
            assertThat(refused.getOriginalMessage()).isNotBlank();
        }
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void any_text_goes_through_json_unchanged(@ForAll("texts") String text) {
        assertThat(Json.read(Json.bytes(Json.object().put("text", text)))
                        .get("text")
                        .asString())
                .isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\u0000', '\uffff').ofMaxLength(60);
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void only_the_right_signature_over_exactly_these_bytes_fits(
            @ForAll @Size(max = 300) byte[] body, @ForAll long seed) {
        Random random = new Random(seed);
        Secret secret = new Secret("s" + random.nextLong());
        String header = WebhookSignature.header(body, secret);
        assertThat(WebhookSignature.read(header).orElseThrow().matches(body, secret))
                .isTrue();

        byte[] longer = java.util.Arrays.copyOf(body, body.length + 1);
        assertThat(WebhookSignature.read(header).orElseThrow().matches(longer, secret))
                .isFalse();
        assertThat(WebhookSignature.read(header).orElseThrow().matches(body, new Secret("other")))
                .isFalse();
        int at = "sha256=".length() + random.nextInt(64);
        char other = header.charAt(at) == 'a' ? 'b' : 'a';
        String changed = header.substring(0, at) + other + header.substring(at + 1);
        assertThat(WebhookSignature.read(changed).orElseThrow().matches(body, secret))
                .isFalse();
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void any_header_is_a_signature_or_none(@ForAll("headers") String header) {
        WebhookSignature.read(header)
                .ifPresent(read ->
                        assertThat(read.matches(new byte[0], new Secret("s"))).isFalse());
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(100),
                Arbitraries.strings().ofLength(64).map(text -> "sha256=" + text),
                Arbitraries.strings()
                        .withChars("0123456789abcdefABCDEFg ")
                        .ofLength(64)
                        .map(text -> "sha256=" + text));
    }

    @Example
    void nesting_without_end_is_refused_and_does_not_end_the_hub() {
        String deep = "[".repeat(50_000);
        assertThatThrownBy(() -> CloudWebhook.parse(("{\"a\":" + deep).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Rejection.Malformed.class);
    }
}
