package dev.palomar.bench.stored;

import dev.palomar.bench.Report;
import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Ids;
import dev.palomar.bench.place.Statements;
import dev.palomar.bench.place.Town;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/// What people and programs ask a hub with a past, over its API, one question after the other: a company's own key,
/// pages of 50 unless it says otherwise. Half of what is asked about is in the largest company, half in a middling one.
public final class Questions {

    /// How long one kind of question took, in microseconds, and how many pages of the database it read on average.
    public record Took(String what, Histogram micros, double pages) {}

    private static final List<String> COMMON =
            List.of("rosas", "pedidos", "envio", "mañana", "facturas", "tarjetas", "turno", "zapato", "direccion");

    private static final List<String> GIVEN = List.of("ana", "Maria", "lucía", "valentina", "jose", "pablo");

    /// What [Stock] has drawn, to ask about.
    private record Known(
            List<UUID> conversations,
            List<UUID> contacts,
            List<String> phones,
            List<String> names,
            UUID largest,
            List<UUID> messages,
            List<UUID> events) {}

    /// A company and what is known of it.
    private record Side(Town.Company company, String endpoint, HubApi api, Known known) {}

    private final HubProcess hub;
    private final List<Side> sides = new ArrayList<>();
    private final int each;
    /// Enough for the driver to keep a statement and for PostgreSQL to settle on a plan.
    private static final int WARM = 12;

    private final List<Took> answers = new ArrayList<>();

    /// Each kind of question is asked `each` times, in the companies of these numbers, which have one endpoint each.
    public Questions(HubProcess hub, Town town, int each, int[] companies) throws IOException, SQLException {
        this.hub = hub;
        this.each = each;
        for (int number : companies) {
            Town.Company company = town.companies().get(number);
            HubApi api = town.program(company);
            String endpoint = api.get("/v1/webhook-endpoints").at("/data/0/id").asString();
            sides.add(new Side(company, endpoint, api, look(hub, number)));
        }
    }

    /// Asks everything, a little of each before it counts.
    public List<Took> ask() throws IOException, SQLException {
        conversations();
        threads();
        words();
        messages();
        deliveries();
        figures();
        return answers;
    }

    /// Asks what people look for and look at.
    public List<Took> day() throws IOException, SQLException {
        ask("floor: a call that reads a row", side -> _ -> "/v1/webhook-endpoints/" + side.endpoint());
        words();
        named();
        figures();
        return answers;
    }

    private void conversations() throws IOException, SQLException {
        String path = "/v1/conversations?limit=50";
        ask("conversations, first page", side -> _ -> path);
        for (String filter : List.of(
                "state=open",
                "state=closed",
                "assignee=none",
                "assignee=none&state=open",
                "unread=true",
                "unread=false")) {
            ask("conversations, " + filter, _ -> _ -> path + "&" + filter);
        }
        ask(
                "conversations of somebody",
                _ -> turn -> path + "&assignee=" + Ids.text("usr_", md5(Long.toString(3 + 20 * (turn % 20)))));
        ask("conversations of nobody known", _ -> turn -> path + "&assignee=" + Ids.text("usr_", md5("x" + turn)));
        for (String name : List.of("often", "seldom")) {
            ask("conversations labelled " + name, side -> _ -> path + "&label=" + label(side, name));
        }
        ask("conversations, deep", side -> deep(side, "/v1/conversations", 60_000));
        ask(
                "conversations of a number",
                side -> _ -> path + "&deviceId=" + side.company().device());
        ask(
                "conversations of a number, deep",
                side -> deep(
                        side, "/v1/conversations?deviceId=" + side.company().device(), 60_000));
        ask(
                "conversations of a contact",
                side -> turn ->
                        path + "&contactId=" + Ids.text("con_", of(side.known().contacts(), turn)));
        named();
        ask("contacts, deep", side -> deep(side, "/v1/contacts", 60_000));
    }

    private void named() throws IOException, SQLException {
        ask(
                "search conversations by number",
                side -> turn -> "/v1/conversations?limit=50&q="
                        + of(side.known().phones(), turn).substring(4));
        ask(
                "search conversations by name",
                side -> turn ->
                        "/v1/conversations?limit=50&q=" + word(of(side.known().names(), turn)));
        ask("search conversations, nothing found", side -> turn -> "/v1/conversations?limit=50&q=zzz" + turn);
        ask(
                "search contacts by number",
                side -> turn ->
                        "/v1/contacts?q=" + of(side.known().phones(), turn).substring(4));
        ask(
                "search contacts by name",
                side -> turn -> "/v1/contacts?q=" + word(of(side.known().names(), turn)));
        ask("search contacts, nothing found", side -> turn -> "/v1/contacts?q=zzz" + turn);
        ask("search contacts by a given name", _ -> turn -> "/v1/contacts?q=" + word(of(GIVEN, turn)));
        ask(
                "search contacts by two letters",
                _ -> turn -> "/v1/contacts?q=" + word(of(GIVEN, turn).substring(0, 2)));
        ask("search contacts by the last digits", _ -> turn -> "/v1/contacts?q=" + (1_000 + turn * 37 % 9_000));
        ask("search contacts by a tag", _ -> _ -> "/v1/contacts?q=mayorista");
    }

    private void threads() throws IOException, SQLException {
        ask("a thread, newest", side -> turn -> thread(of(side.known().conversations(), turn)));
        ask("the largest thread, newest", side -> _ -> thread(side.known().largest()));
        ask("the largest thread, deep", side -> deep(side, thread(side.known().largest()), 20_000));
    }

    /// Of sixty words each is in a quarter of all messages; the number at the end of a text is in that text alone.
    private void words() throws IOException, SQLException {
        String path = "/v1/messages?limit=50&q=";
        ask("search texts, a common word", _ -> turn -> path + word(of(COMMON, turn)));
        ask("search texts, two common words", _ -> turn -> path + word(of(COMMON, turn) + " " + of(COMMON, turn + 3)));
        ask(
                "search texts, five common words",
                _ -> turn -> path + word("rosas tarjeta viernes " + of(COMMON, turn) + " " + of(COMMON, turn + 2)));
        ask("search texts, a rare word", _ -> turn -> path + (1_000 + turn * 977));
        ask("search texts, nothing found", _ -> turn -> path + "zzz" + turn);
        ask(
                "search texts of a conversation",
                side -> turn -> path + word(of(COMMON, turn)) + "&conversationId="
                        + Ids.text("cnv_", of(side.known().conversations(), turn)));
        ask(
                "search texts of the largest conversation, rare",
                side -> turn -> path + (1_000 + turn * 977) + "&conversationId="
                        + Ids.text("cnv_", side.known().largest()));
        ask(
                "search texts of a day long ago",
                _ -> turn -> path + word(of(COMMON, turn)) + "&since=" + daysAgo(40 + turn % 50) + "&until="
                        + daysAgo(39 + turn % 50));
    }

    private static String label(Side side, String name) {
        return Ids.text("lab_", md5(Ids.uuid(side.company().tenant()) + name));
    }

    /// As PostgreSQL's `md5(text)::uuid`.
    private static UUID md5(String text) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void messages() throws IOException, SQLException {
        String path = "/v1/messages?limit=50";
        ask("messages, newest", _ -> _ -> path);
        ask("messages, deep", side -> deep(side, "/v1/messages", 60_000));
        ask(
                "messages of a number",
                side -> _ -> path + "&deviceId=" + side.company().device());
        ask(
                "messages of a contact",
                side -> turn ->
                        path + "&contactId=" + Ids.text("con_", of(side.known().contacts(), turn)));
        ask("messages that came in", _ -> _ -> path + "&direction=inbound");
        ask("messages that failed", _ -> _ -> path + "&status=failed,expired");
        ask(
                "messages that are unknown, before a day",
                _ -> turn -> path + "&status=unknown&until=" + daysAgo(turn % 90));
        ask("messages that were read", _ -> _ -> path + "&status=read");
        ask("messages of a rare type", _ -> _ -> path + "&type=location");
        ask(
                "messages of two rare types in a day",
                _ -> turn -> path + "&type=document,location&since=" + daysAgo(1 + turn % 90) + "&until="
                        + daysAgo(turn % 90));
        ask("messages of a type that nobody sends", _ -> _ -> path + "&type=order");
        ask(
                "messages of a day",
                _ -> turn -> path + "&since=" + daysAgo(1 + turn % 90) + "&until=" + daysAgo(turn % 90));
        ask(
                "a message",
                side -> turn ->
                        "/v1/messages/" + Ids.text("msg_", of(side.known().messages(), turn)));
        ask("a message by the caller's reference", _ -> turn -> path + "&clientReference=order-" + turn * 3);
        ask("a message by WhatsApp's id that is not there", _ -> turn -> path + "&wireId=wamid.none" + turn);
    }

    private void deliveries() throws IOException, SQLException {
        String path = "/v1/deliveries?limit=50";
        ask("deliveries, newest", _ -> _ -> path);
        ask("deliveries, deep", side -> deep(side, "/v1/deliveries", 20_000));
        ask("deliveries of an endpoint", side -> _ -> path + "&endpointId=" + side.endpoint());
        ask(
                "deliveries of an event",
                side -> turn ->
                        path + "&eventId=" + Ids.text("evt_", of(side.known().events(), turn)));
        for (String state : List.of("delivered", "parked", "dead", "pending", "canceled")) {
            ask("deliveries that are " + state, _ -> _ -> path + "&state=" + state);
        }
        ask("deliveries that are dead, before a day", _ -> turn -> path + "&state=dead&until=" + daysAgo(turn % 5));
        ask("deliveries of a rare type", _ -> _ -> path + "&eventType=message.failed");
        ask("deliveries of a type that did not happen", _ -> _ -> path + "&eventType=call.received");
        ask(
                "deliveries of a day",
                _ -> turn -> path + "&since=" + daysAgo(1 + turn % 5) + "&until=" + daysAgo(turn % 5));
    }

    /// What the overview shows.
    private void figures() throws IOException, SQLException {
        ask("figures of a day", _ -> _ -> "/v1/stats");
        ask("figures of 30 days by hour", _ -> _ -> "/v1/stats?by=hour&from=" + daysAgo(30));
        ask("figures of 90 days", _ -> _ -> "/v1/stats?by=day&from=" + daysAgo(90));
        ask("figures of 400 days", _ -> _ -> "/v1/stats?by=day&from=" + daysAgo(399));
        ask(
                "figures of a number, 400 days",
                side -> _ -> "/v1/stats?by=day&from=" + daysAgo(399) + "&deviceId="
                        + side.company().device());
    }

    private void ask(String what, Function<Side, LongFunction<String>> questions) throws IOException, SQLException {
        Histogram micros = new Histogram(600_000_000, 3);
        long pages = 0;
        for (Side side : sides) {
            LongFunction<String> paths = questions.apply(side);
            for (int turn = 0; turn < WARM; turn++) {
                String _ = side.api().text("GET", paths.apply(turn), "");
            }
            long before = Statements.pagesRead(hub);
            for (int turn = 0; turn < each / sides.size(); turn++) {
                long began = System.nanoTime();
                String _ = side.api().text("GET", paths.apply(turn), "");
                micros.recordValue((System.nanoTime() - began) / 1_000);
            }
            pages += Statements.pagesRead(hub) - before;
        }
        answers.add(new Took(what, micros, (double) pages / each));
        System.out.printf(
                Locale.ROOT,
                "   %-48s p50 %s, p99 %s, %.0f pages%n",
                what,
                Report.millis(micros.getValueAtPercentile(50)),
                Report.millis(micros.getValueAtPercentile(99)),
                (double) pages / each);
    }

    /// Goes page by page until it is `most` deep or through, and asks for places in the second half of that way.
    private static LongFunction<String> deep(Side side, String path, int most) {
        List<String> cursors = new ArrayList<>();
        String page = path + (path.contains("?") ? "&limit=" : "?limit=");
        String cursor = "";
        for (int read = 0; read < most; read += 200) {
            JsonNode found = side.api().get(page + "200" + cursor);
            if (found.get("nextCursor").isNull()) {
                break;
            }
            cursor = "&cursor=" + found.get("nextCursor").asString();
            cursors.add(cursor);
        }
        List<String> far = cursors.subList(cursors.size() / 2, cursors.size());
        return turn -> page + "50" + (far.isEmpty() ? "" : of(far, turn));
    }

    private static Known look(HubProcess hub, int company) throws IOException, SQLException {
        HubProcess.Database database = hub.databaseAddress();
        try (Connection connection = database.connect()) {
            String chats = " FROM bench.chat WHERE company = %d AND rank > 0 ORDER BY md5(rank::text) LIMIT 400"
                    .formatted(company);
            String tenant =
                    " WHERE tenant_id = (SELECT tenant_id FROM bench.company WHERE number = %d)".formatted(company);
            return new Known(
                    column(connection, "SELECT conversation_id" + chats, UUID.class),
                    column(connection, "SELECT contact_id" + chats, UUID.class),
                    column(connection, "SELECT phone" + chats, String.class),
                    column(connection, "SELECT name" + chats, String.class),
                    column(
                                    connection,
                                    "SELECT conversation_id FROM bench.chat WHERE rank = 0 AND company = " + company,
                                    UUID.class)
                            .getFirst(),
                    column(
                            connection,
                            "SELECT last_message_id FROM conversation" + tenant
                                    + " AND last_message_id IS NOT NULL LIMIT 400",
                            UUID.class),
                    column(connection, "SELECT id FROM event" + tenant + " ORDER BY id DESC LIMIT 400", UUID.class));
        }
    }

    private static <T> List<T> column(Connection connection, String sql, Class<T> kind) throws SQLException {
        List<T> values = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getObject(1, kind));
            }
        }
        return values;
    }

    private static <T> T of(List<T> all, long turn) {
        return all.get((int) (turn % all.size()));
    }

    private static String thread(UUID conversation) {
        return "/v1/conversations/" + Ids.text("cnv_", conversation) + "/messages";
    }

    private static String word(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String daysAgo(long days) {
        return Instant.now().minus(days, ChronoUnit.DAYS).toString();
    }
}
