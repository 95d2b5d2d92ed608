package dev.palomar.privacy;

import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.media.Media;
import dev.palomar.media.MediaContent;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.node.ObjectNode;

/// Writes everything about one person into a zip archive: rows as JSON, files as they are.
final class Gathering {

    private static final int AT_ONCE = 500;

    /// Rows `t` with an `id`, oldest first, a page at a time.
    ///
    /// @param entry  its name in the archive
    private record Dump(String entry, String columns, String from, String where) {

        String sql() {
            return "SELECT t.id AS dump_id, to_json(d)::text AS dump FROM " + from
                    + " CROSS JOIN LATERAL (SELECT " + columns
                    + ") d WHERE t.tenant_id = :tenant AND t.id > :after AND ("
                    + where + ") ORDER BY t.id LIMIT :most";
        }
    }

    private static final Dump MESSAGES = new Dump(
            "messages.json",
            """
            t.id, t.device_id, t.conversation_id, t.inbound, t.wire_id, t.type, t.content::json, t.context::json, t.sent_at,
            t.recorded_at, t.media_id, o.status, o.history::json, o.error::json
            """,
            "message t LEFT JOIN outbox o ON o.tenant_id = t.tenant_id AND o.message_id = t.id",
            "t.conversation_id = ANY (:conversations) OR t.sender_id = ANY (:contacts)");

    private static final Dump FILES = new Dump(
            "files.json", "t.id, t.mime_type, t.sha256, t.bytes, t.filename, t.state, t.created_at", "media t", """
            EXISTS (SELECT FROM message m WHERE m.tenant_id = t.tenant_id AND m.media_id = t.id
                       AND (m.conversation_id = ANY (:conversations) OR m.sender_id = ANY (:contacts)))
            """);

    private static final List<Dump> OTHERS = List.of(
            new Dump(
                    "conversations.json",
                    "t.id, t.device_id, t.state, t.last_message_at, t.last_inbound_at, t.window_until, t.created_at",
                    "conversation t",
                    "t.id = ANY (:conversations)"),
            new Dump(
                    "consents.json",
                    "t.id, t.purpose, t.state, t.source, t.proof, t.at, t.recorded_at, t.by_kind, t.by_name",
                    "consent t",
                    "t.contact_id = ANY (:contacts)"),
            new Dump(
                    "notes.json",
                    "t.id, t.conversation_id, t.text, t.author, t.at",
                    "note t",
                    "t.conversation_id = ANY (:conversations)"),
            new Dump(
                    "agentRuns.json",
                    "t.id, t.conversation_id, t.outcome, t.reason, t.summary",
                    "agent_run t",
                    "t.conversation_id = ANY (:conversations)"),
            new Dump("events.json", """
                    t.id, t.type, t.recorded_at, t.conversation_id, t.message_id,
                    convert_from(t.normalized, 'UTF8') AS normalized, convert_from(t.raw, 'UTF8') AS raw
                    """, "event t", "t.conversation_id = ANY (:conversations)"));

    private final Database database;
    private final ContactReader contacts;
    private final Media media;
    private final PersonArchive job;
    private final TenantId tenant;
    private final Subject subject;
    private final int messages;
    private final int files;
    private int messagesDone;
    private int filesDone;

    Gathering(Database database, Archives.Stores stores, PersonArchive job) {
        this.database = database;
        this.contacts = stores.contacts();
        this.media = stores.media();
        this.job = job;
        this.tenant = job.tenant();
        this.subject = database.tenant(
                tenant, tx -> Subject.find(tx, tenant, job.contact(), job.id().value()));
        this.messages = count(MESSAGES);
        this.files = count(FILES);
        tell();
    }

    void write(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            zip.putNextEntry(new ZipEntry("person.json"));
            zip.write(Json.bytes(contacts.get(tenant, job.contact()).json()));
            zip.closeEntry();
            dump(zip, MESSAGES, page -> {
                messagesDone += page;
                tell();
            });
            dump(zip, FILES, _ -> {});
            for (Dump other : OTHERS) {
                dump(zip, other, _ -> {});
            }
            pictures(zip);
            contents(zip);
        }
    }

    private interface Told {
        void rows(int more);
    }

    private record Row(UUID id, String json) {}

    private void dump(ZipOutputStream zip, Dump dump, Told told) throws IOException {
        zip.putNextEntry(new ZipEntry(dump.entry()));
        String before = "[\n";
        UUID after = new UUID(0, 0);
        List<Row> page;
        do {
            page = page(dump, after);
            for (Row row : page) {
                zip.write((before + row.json()).getBytes(StandardCharsets.UTF_8));
                before = ",\n";
            }
            after = page.isEmpty() ? after : page.getLast().id();
            told.rows(page.size());
        } while (page.size() == AT_ONCE);
        zip.write((before.startsWith("[") ? "[]\n" : "\n]\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private List<Row> page(Dump dump, UUID after) {
        return database.tenant(
                tenant,
                tx -> bound(tx.query(dump.sql()), dump.where())
                        .bind("after", after)
                        .bind("most", AT_ONCE)
                        .map((row, _) -> new Row(Rows.uuid(row, "dump_id"), row.getString("dump")))
                        .list());
    }

    private int count(Dump dump) {
        String sql = "SELECT count(*) FROM " + dump.from() + " WHERE t.tenant_id = :tenant AND (" + dump.where() + ")";
        return database.tenant(
                tenant,
                tx -> bound(tx.query(sql), dump.where()).mapTo(Integer.class).one());
    }

    private Query bound(Query query, String where) {
        query.bind("tenant", tenant);
        Map.of("contacts", subject.contacts(), "conversations", subject.conversations())
                .forEach((name, ids) -> {
                    if (where.contains(":" + name)) {
                        query.bindArray(name, UUID.class, ids);
                    }
                });
        return query;
    }

    /// Those that WhatsApp does not have any more are listed in `files.json` all the same.
    private void contents(ZipOutputStream zip) throws IOException {
        UUID after = new UUID(0, 0);
        List<Row> page;
        do {
            page = page(FILES, after);
            for (Row row : page) {
                content(zip, new MediaId(row.id()), Json.readObject(row.json()));
                filesDone++;
                tell();
            }
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == AT_ONCE);
    }

    private void content(ZipOutputStream zip, MediaId file, ObjectNode facts) throws IOException {
        MediaContent content;
        try {
            content = media.open(tenant, file);
        } catch (Rejection.Gone | Rejection.Conflict missing) {
            return;
        }
        try (content) {
            String name = Json.string(facts, "filename").map(Gathering::plain).orElse("");
            zip.putNextEntry(new ZipEntry("media/" + file.text() + (name.isEmpty() ? "" : "-" + name)));
            content.content().transferTo(zip);
            zip.closeEntry();
        }
    }

    /// A name that leads nowhere else when it is unpacked.
    private static String plain(String filename) {
        return filename.replaceAll("[^\\p{L}\\p{N}._ -]", "_").replace("..", "_");
    }

    /// What the person looks like to linked numbers: the same in most of the conversations.
    private void pictures(ZipOutputStream zip) throws IOException {
        List<Face> faces = database.tenant(
                tenant,
                tx -> tx.query("""
            SELECT DISTINCT ON (version) version, mime_type, content FROM picture
             WHERE tenant_id = :tenant AND conversation_id = ANY (:conversations) AND content IS NOT NULL
             ORDER BY version
            """)
                        .bind("tenant", tenant)
                        .bindArray("conversations", UUID.class, subject.conversations())
                        .map((row, _) -> new Face(
                                row.getString("version"),
                                row.getString("mime_type"),
                                Payload.of(row.getBytes("content"))))
                        .list());
        for (Face face : faces) {
            zip.putNextEntry(new ZipEntry("pictures/" + face.version() + "." + face.ending()));
            zip.write(face.content().bytes());
            zip.closeEntry();
        }
    }

    private record Face(String version, String mimeType, Payload content) {

        String ending() {
            return mimeType.equals("image/png") ? "png" : "jpg";
        }
    }

    private void tell() {
        database.tenant(tenant, tx -> {
            ArchiveRows.progress(
                    tx,
                    job,
                    new PersonArchive.Progress(messagesDone, messages),
                    new PersonArchive.Progress(filesDone, files));
            return Optional.empty();
        });
    }
}
