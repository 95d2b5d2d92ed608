package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesOutTest extends Town {

    @Test
    void an_answer_reaches_the_phone_and_the_business_hears_sent_delivered_and_read() {
        anaWritesText("hola");
        String id = sendText("buenas");

        receiver.awaitStatus(id, "delivered");
        assertThat(onAnasPhone(id).path("text").path("body").asString()).isEqualTo("buenas");
        control("POST", "/phones/" + ANA + "/read", "{'id':'" + id + "'}");
        receiver.awaitStatus(id, "read");

        assertThat(receiver.statusesOf(id)).containsExactly("sent", "delivered", "read");
        assertThat(onAnasPhone(id).path("status").asString()).isEqualTo("read");
    }

    @Test
    void the_answer_to_a_send_names_the_number_as_it_was_written_and_as_whatsapp_knows_it() {
        anaWritesText("hola");
        Reply reply = graph(
                "POST",
                number + "/messages",
                "{'messaging_product':'whatsapp','to':'+54 9 (11) 5555-0101','text':{'body':'x'}}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("contacts").path(0).path("input").asString())
                .isEqualTo("+54 9 (11) 5555-0101");
        assertThat(reply.json().path("contacts").path(0).path("wa_id").asString())
                .isEqualTo(ANA_WA);
        assertThat(reply.json().path("messages").path(0).path("id").asString()).startsWith("wamid.");
    }

    @Test
    void free_text_outside_the_24_hours_is_accepted_and_fails_with_131047() {
        anaWritesText("hola");
        control("POST", "/clock", "{'advance':'PT25H'}");

        String id = sendText("¿sigue ahí?");

        assertThat(receiver.awaitStatus(id, "failed")
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asInt())
                .isEqualTo(131047);
    }

    @Test
    void a_number_that_is_not_on_whatsapp_fails_with_131026() {
        String id = send("{'to':'+5491100000000','type':'text','text':{'body':'x'}}");

        assertThat(receiver.awaitStatus(id, "failed")
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asInt())
                .isEqualTo(131026);
    }

    @Test
    void a_phone_that_is_switched_off_gets_its_messages_when_it_comes_back() {
        anaWritesText("hola");
        control("PUT", "/phones/" + ANA, "{'online':false}");
        String id = sendText("luego");

        receiver.awaitStatus(id, "sent");
        assertThat(receiver.statusesOf(id)).containsExactly("sent");
        control("PUT", "/phones/" + ANA, "{'online':true}");

        receiver.awaitStatus(id, "delivered");
        assertThat(onAnasPhone(id).path("status").asString()).isEqualTo("delivered");
    }

    @Test
    void a_chat_that_lies_open_is_read_without_delivered() {
        anaWritesText("hola");
        control("PUT", "/phones/" + ANA, "{'readsAtOnce':true}");

        String id = sendText("ya");

        receiver.awaitStatus(id, "read");
        assertThat(receiver.statusesOf(id)).containsExactly("sent", "read");
    }

    @Test
    void more_than_45_messages_at_once_to_one_person_hit_the_pair_limit() {
        anaWritesText("hola");
        for (int i = 0; i < 45; i++) {
            sendText("n" + i);
        }

        Reply refused = graph(
                "POST",
                number + "/messages",
                "{'messaging_product':'whatsapp','to':'" + ANA + "','text':{'body':'46'}}");

        assertThat(refused.code()).isEqualTo(131056);
        control("POST", "/clock", "{'advance':'PT6S'}");
        sendText("47");
    }

    @Test
    void more_than_the_number_may_send_in_a_second_is_refused_with_130429() {
        business = control(
                "POST",
                "/businesses",
                "{'name':'Lenta','phone':'+541155550099','limits':{'perSecond':1,'pairBurst':1000}}");
        number = business.path("phoneNumberId").asString();
        token = business.path("accessToken").asString();
        sendText("1");

        Reply refused = graph(
                "POST",
                number + "/messages",
                "{'messaging_product':'whatsapp','to':'" + ANA + "','text':{'body':'2'}}");

        assertThat(refused.code()).isEqualTo(130429);
        assertThat(refused.error().path("error_data").path("details").asString())
                .contains("throughput");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'to':'T','type':'text'}                                                                    | 131008
            {'to':'T','type':'text','text':{'body':''}}                                                 | 131008
            {'to':'T','type':'poem','poem':{}}                                                          | 100
            {'to':'T','type':'image','image':{}}                                                        | 131008
            {'to':'T','type':'image','image':{'id':'1','link':'https://x'}}                             | 131009
            {'to':'T','type':'image','image':{'id':'1'}}                                                | 131009
            {'to':'T','type':'audio','audio':{'link':'https://x','caption':'no'}}                       | 100
            {'to':'T','type':'location','location':{'latitude':91,'longitude':0}}                       | 131009
            {'to':'T','type':'contacts','contacts':[{'name':{'formatted_name':'A'}}]}                   | 131009
            {'to':'T','type':'reaction','reaction':{'message_id':'wamid.no','emoji':'👍'}}               | 131009
            {'to':'T','type':'interactive','interactive':{'type':'button','body':{'text':'x'},'action':{'buttons':[]}}} | 131009
            {'to':'T','type':'interactive','interactive':{'type':'list','body':{'text':'x'},'action':{'button':'b','sections':[{'rows':[{'id':'1','title':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}]}]}}} | 100
            {'to':'T','type':'template','template':{'name':'no','language':{'code':'es'}}}              | 132001
            {'to':'abc','type':'text','text':{'body':'x'}}                                              | 131009
            {'to':'+541155550001','type':'text','text':{'body':'x'}}                                    | 131021
            {'type':'text','text':{'body':'x'}}                                                         | 100
            """)
    void a_message_that_breaks_a_rule_is_refused_with_metas_code(String message, int code) {
        Reply refused = graph(
                "POST",
                number + "/messages",
                "{'messaging_product':'whatsapp',"
                        + message.replace("'T'", "'" + ANA + "'").substring(1));

        assertThat(refused.code()).as(refused.json().toString()).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(code == 132001 ? 404 : 400);
        assertThat(refused.error().path("fbtrace_id").asString()).isNotEmpty();
    }

    @Test
    void a_text_of_more_than_4096_characters_is_refused() {
        Reply refused = graph(
                "POST",
                number + "/messages",
                "{'messaging_product':'whatsapp','to':'" + ANA + "','text':{'body':'" + "x".repeat(4_097) + "'}}");

        assertThat(refused.code()).isEqualTo(100);
        assertThat(refused.error().path("message").asString()).contains("4096");
    }

    @Test
    void reading_a_message_turns_its_ticks_blue_and_shows_that_the_business_types() {
        String id = anaWritesText("¿hay?").path("id").asString();

        Reply reply = graph(
                "POST",
                number + "/messages",
                "{'messaging_product':'whatsapp','status':'read','message_id':'" + id
                        + "','typing_indicator':{'type':'text'}}");

        assertThat(reply.json().path("success").asBoolean()).isTrue();
        assertThat(onAnasPhone(id).path("status").asString()).isEqualTo("read");
        assertThat(control("GET", "/phones/" + ANA, "").path("typing").path(0).asString())
                .isEqualTo(number);
        control("POST", "/clock", "{'advance':'PT26S'}");
        assertThat(control("GET", "/phones/" + ANA, "").path("typing")).isEmpty();
    }

    @Test
    void the_senders_own_word_comes_back_in_every_status() {
        anaWritesText("hola");
        String id = send("{'to':'" + ANA + "','text':{'body':'x'},'biz_opaque_callback_data':'pedido-7'}");

        assertThat(receiver.awaitStatus(id, "delivered")
                        .path("biz_opaque_callback_data")
                        .asString())
                .isEqualTo("pedido-7");
    }

    @Test
    void a_linked_file_is_fetched_and_one_that_cannot_be_fetched_fails_with_131053() {
        anaWritesText("hola");
        String good = send("{'to':'" + ANA + "','type':'sticker','sticker':{'link':'" + sandbox.baseUrl()
                + "/sandbox/media/" + sampleOnPhone() + "'}}");
        String bad = send("{'to':'" + ANA + "','type':'image','image':{'link':'" + sandbox.baseUrl() + "/nothing'}}");

        assertThat(receiver.awaitStatus(bad, "failed")
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asInt())
                .isEqualTo(131053);
        receiver.awaitStatus(good, "delivered");
        assertThat(onAnasPhone(good).path("sticker").path("mime_type").asString())
                .isEqualTo("image/webp");
    }

    private String sampleOnPhone() {
        return anaWrites("{'type':'sticker'}").path("sticker").path("id").asString();
    }

    @Test
    void a_phone_can_be_watched_for_the_next_message() throws Exception {
        String first = anaWritesText("hola").path("id").asString();
        Thread later = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(Duration.ofMillis(200));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            sendText("aquí");
        });

        var seen = control("GET", "/phones/" + ANA + "/messages?after=" + first + "&wait=10", "")
                .path("data");

        assertThat(seen.path(0).path("text").path("body").asString()).isEqualTo("aquí");
        later.join();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> receiver.statuses().size() >= 2);
    }
}
