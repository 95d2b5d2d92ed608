package dev.palomar.bench.fault;

import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.load.MetaWebhook.Chat;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Marker;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Signed bodies with what should not be in them, each kind in a chat of its own between two good messages, while
/// others write.
public final class Poison implements Fault {

    private static final int OTHERS = 60;
    private static final String MARKED = "@marker@";

    /// What is not read at all: the hub's JSON is strict.
    private static final Set<String> REFUSED = Set.of("nested 400 deep", "a name twice");

    /// What stands in the text, or around it. Each is a whole message; `@marker@` is where it is recognised by.
    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("NUL", text(MARKED + " \\u0000 \\u0000"));
        kinds.put("half a surrogate pair", text(MARKED + " \\ud800 and \\udc00"));
        kinds.put("surrogates the wrong way round", text(MARKED + " \\udc00\\ud800"));
        kinds.put("half a pair at the end", text(MARKED + " \\ud83d"));
        kinds.put("3 MB of text", text(MARKED + "x".repeat(3 << 20)));
        kinds.put("an unknown type", "\"type\":\"hologram\",\"hologram\":{\"body\":\"" + MARKED + "\"}");
        kinds.put("a type that is no word", "\"type\":[[]],\"text\":{\"body\":\"" + MARKED + "\"}");
        kinds.put("a type of 10,000 letters", "\"type\":\"" + "t".repeat(10_000) + "\",\"x\":\"" + MARKED + "\"");
        kinds.put("a text that is a number", "\"type\":\"text\",\"text\":{\"body\":1e400},\"x\":\"" + MARKED + "\"");
        kinds.put("a text that is null", "\"type\":\"text\",\"text\":null,\"x\":\"" + MARKED + "\"");
        kinds.put(
                "nested 400 deep",
                "\"type\":\"text\",\"text\":{\"body\":\"" + MARKED + "\"},\"x\":" + "[".repeat(400) + "]".repeat(400));
        kinds.put("a name twice", "\"type\":\"text\",\"text\":{\"body\":\"no\",\"body\":\"" + MARKED + "\"}");
        kinds.put(
                "a reaction to nothing",
                "\"type\":\"reaction\",\"reaction\":{\"message_id\":null,\"emoji\":7},\"x\":\"" + MARKED + "\"");
        kinds.put("an image without an id", "\"type\":\"image\",\"image\":{\"caption\":\"" + MARKED + " \\u0000\"}");
        kinds.put(
                "a place off the globe",
                "\"type\":\"location\",\"location\":{\"latitude\":1e308,\"longitude\":-1e308,\"name\":\"" + MARKED
                        + "\"}");
        kinds.put(
                "a context of NULs",
                "\"type\":\"text\",\"text\":{\"body\":\"" + MARKED + "\"},\"context\":{\"id\":\"\\u0000\"}");
        kinds.put("letters of many kinds", text(MARKED + " \\u202e\\u0007\\ufffe\\uffff\\ud83d\\ude00"));
        return kinds;
    }

    @Override
    public String name() {
        return "poison";
    }

    @Override
    public String title() {
        return "Whatever stands in a message, the hub takes or refuses it at once, and the others and the next one are not held up";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        List<String> names = List.copyOf(kinds().keySet());
        List<String> kinds = List.copyOf(kinds().values());
        int all = OTHERS + kinds.size();
        try (Stage.Audience audience = stage.audience(all, CrashAtStep.EVERY_SECOND);
                MetaPost post = new MetaPost(stage.hub())) {
            Traffic traffic = Traffic.in(stage, OTHERS, 100);
            MetaWebhook webhook = new MetaWebhook(HubProcess.APP_SECRET, stage.nextRun(), "");
            BitSet[] theirs = none(all);
            List<String> turned = new ArrayList<>();
            for (int kind = 0; kind < kinds.size(); kind++) {
                int number = OTHERS + kind;
                Chat chat = stage.town().chat(number, number % Ground.COMPANIES);
                for (int i = 0; i < 3; i++) {
                    Marker marker = new Marker(number, i, System.nanoTime());
                    String body = webhook.body(chat, List.of(marker));
                    int status = post.one(i == 1 ? poisoned(body, marker, kinds.get(kind)) : body);
                    if (status == 200) {
                        theirs[number].set(i);
                    }
                    if (status != (i == 1 && REFUSED.contains(names.get(kind)) ? 400 : 200)) {
                        turned.add(names.get(kind) + " " + status);
                    }
                }
            }
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(audience.tally(), theirs, Duration.ofSeconds(8));
            BitSet[] others = none(all);
            System.arraycopy(acknowledged, 0, others, 0, OTHERS);
            Stage.settle(audience.tally(), others, Duration.ofSeconds(5));
            Tally.Sum poisoned = audience.tally().sum(theirs);
            Tally.Sum good = audience.tally().sum(others);
            return new Finding()
                    .note("kinds", kinds.size())
                    .holds("Meta hears what it should: " + turned, turned.isEmpty())
                    .exactly("acknowledged and lost", poisoned.lost(), 0)
                    .atLeast("of others", Traffic.count(others), 50)
                    .exactly("lost", good.lost(), 0)
                    .exactly("out of order", good.outOfOrder(), 0)
                    .exactly("repeated", good.repeated(), 0);
        }
    }

    /// The body of a good message with its type and text replaced.
    private static String poisoned(String body, Marker marker, String kind) {
        String recognised = marker.text(0).strip();
        int from = body.indexOf("\"text\":{\"body\"");
        int to = body.indexOf("\"type\":\"text\"", from) + "\"type\":\"text\"".length();
        return body.substring(0, from) + kind.replace(MARKED, recognised) + body.substring(to);
    }

    private static String text(String body) {
        return "\"type\":\"text\",\"text\":{\"body\":\"" + body + "\"}";
    }

    private static BitSet[] none(int chats) {
        BitSet[] none = new BitSet[chats];
        java.util.Arrays.setAll(none, _ -> new BitSet());
        return none;
    }
}
