package dev.palomar.app;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.database.TestDatabase;
import dev.palomar.model.Json;
import dev.palomar.testing.Bucket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Somebody who wrote to a linked number is erased, and the hub dies amid it. The files are in a bucket.
class ErasureKilledTest {

    @Test
    void a_hub_that_dies_amid_an_erasure_ends_it_whole_over_a_linked_number_and_in_a_bucket(@TempDir Path data) {
        try (Bucket bucket = new Bucket()) {
            Map<String, String> more = new HashMap<>(bucket.environment());
            more.put("PALOMAR_NODE", "node");
            // the pass in which files go: their contents are gone then, and their rows are not
            more.put("PALOMAR_CRASH_AT", "erasure-before-commit:5");
            more.put("PALOMAR_CRASH_ON_PURPOSE", "true");
            try (WebPlace place = new WebPlace(RunningHub.apart(data, TestDatabase.freshAddress(), more))) {
                erased(place, bucket);
            }
        }
    }

    private static void erased(WebPlace place, Bucket bucket) {
        String taller = place.person("Taller");
        String device = place.linked("Taller", taller);
        String zulema = place.person("Zulema");
        place.writes(zulema, taller, "vi un guacamayo turquesa");
        ObjectNode picture =
                json("{'type':'image','image':{'caption':'ornitorrinco'}}").put("to", taller);
        place.sandbox("POST", "phones/" + zulema + "/messages", picture);
        WebPlace.until(() -> assertThat(bucket.keys()).hasSize(1));
        place.untilStatus(place.send(device, zulema, "un perejil para vos"), "delivered");
        inAGroup(place, device, taller, zulema);
        String contact = place.get("/v1/contacts?q=" + zulema.substring(1)).text("/data/0/id");
        List<String> traces = new ArrayList<>(
                List.of(zulema.substring(1), "Zulema", "guacamayo", "ornitorrinco", "perejil", "alcaucil"));
        place.hub
                .rows("SELECT substr(i.key, 5) FROM contact_identity i JOIN contact c ON c.id = i.contact_id"
                        + " WHERE i.key LIKE 'lid:%' AND c.name = 'Zulema'")
                .lines()
                .map(String::strip)
                .forEach(traces::add);
        assertThat(traces).hasSize(7);
        for (String trace : traces) {
            assertThat(tablesWith(place.hub, trace)).as(trace).isNotEmpty();
        }

        RunningHub.Got begun =
                place.post("/v1/contacts/" + contact + "/erase", json("{}").put("confirm", "Zulema"));
        assertThat(begun.status()).as("%s", begun).isEqualTo(202);
        place.hub.endsByItself();
        assertThat(bucket.keys()).isEmpty();
        assertThat(place.hub.rows("SELECT count(*) FROM media").strip()).isEqualTo("1");
        assertThat(place.hub.rows("SELECT state FROM erasure").strip()).isEqualTo("running");

        place.hub.startWithout("PALOMAR_CRASH_AT");
        String erasure = "/v1/erasures/" + begun.text("/id");
        WebPlace.until(() -> assertThat(place.get(erasure).text("/state")).isEqualTo("done"));

        for (String trace : traces) {
            assertThat(tablesWith(place.hub, trace)).as(trace).isEmpty();
        }
        RunningHub.Got certificate = place.get(erasure);
        assertThat(certificate.body().at("/certificate/erased/messages").asInt())
                .isEqualTo(5);
        assertThat(certificate.body().at("/certificate/erased/media").asInt()).isEqualTo(1);
        assertThat(certificate.body().at("/certificate/erased/webCopies").asInt())
                .isEqualTo(2);
        assertThat(place.hub.rows("SELECT preview FROM message ORDER BY id").lines())
                .extracting(String::strip)
                .endsWith("@erased no te creo", "yo sí");
        assertThat(place.hub.rows("SELECT last_preview FROM conversation").strip())
                .isEqualTo("yo sí");
        assertThat(place.state(device)).isIn("ONLINE", "CONNECTING", "RECONNECTING", "SYNCING");
    }

    /// She is quoted and mentioned by others, and has the last word.
    private static void inAGroup(WebPlace place, String device, String taller, String zulema) {
        String bruno = place.person("Bruno");
        ObjectNode wanted = Json.object().put("subject", "Feria");
        wanted.putArray("members").add(bruno).add(zulema).add(taller);
        String group = place.sandbox("POST", "groups", wanted).path("id").asString();
        String said = place.writes(zulema, group, "otro guacamayo, en la feria");
        WebPlace.until(() -> assertThat(place.recorded(device)).contains("otro guacamayo, en la feria"));
        ObjectNode answer = json("{'type':'text'}").put("to", group);
        answer.putObject("text").put("body", "@" + zulema.substring(1) + " no te creo");
        answer.putObject("context").put("message_id", said);
        place.sandbox("POST", "phones/" + bruno + "/messages", answer);
        WebPlace.until(() -> assertThat(place.recorded(device)).contains("@" + zulema.substring(1) + " no te creo"));
        ObjectNode ours = json("{'recipient_type':'group','type':'text','text':{'body':'yo sí'}}")
                .put("to", group);
        ours.putObject("context").putArray("mentions").add(zulema);
        RunningHub.Got sent = place.post("/v1/devices/" + device + "/messages/send", ours);
        assertThat(sent.status()).as("%s", sent).isEqualTo(202);
        WebPlace.until(() -> assertThat(place.received(bruno)).contains("yo sí"));
        place.writes(zulema, group, "alcaucil");
        WebPlace.until(() -> assertThat(place.recorded(device)).contains("alcaucil"));
    }

    /// The tables with a row in which the text stands, as such or as bytes.
    static List<String> tablesWith(RunningHub hub, String text) {
        String bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        String each = hub.rows(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
                .lines()
                .map(String::strip)
                .map(table -> "SELECT '" + table + "' WHERE EXISTS (SELECT FROM " + table + " t WHERE position('" + text
                        + "' IN t::text) > 0 OR position('" + bytes + "' IN t::text) > 0)")
                .collect(Collectors.joining(" UNION ALL "));
        return hub.rows(each).lines().map(String::strip).toList();
    }
}
