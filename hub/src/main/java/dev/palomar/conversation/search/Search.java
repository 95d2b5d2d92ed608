package dev.palomar.conversation.search;

import dev.palomar.conversation.reading.MessageFilter;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.node.ArrayNode;

/// Finds messages by what was said in them, newest first: among the newest ones first ([Newest]), then by
/// the index, part by part ([Backwards]).
public final class Search {

    /// A piece of a text, and whether it is one of the words that were looked for.
    public record Part(String text, boolean hit) {}

    /// @param parts  of its text, around what was found
    public record Hit(MessageView message, List<Part> parts) {

        public Hit {
            parts = List.copyOf(parts);
        }

        /// `highlight` of the OpenAPI document.
        public ArrayNode highlight() {
            ArrayNode json = Json.array();
            parts.forEach(part -> json.addObject().put("text", part.text()).put("hit", part.hit()));
            return json;
        }
    }

    /// A word in one of ten is found among so many.
    private static final int NEAR = 600;

    private static final int FEW = 1_000;

    private static final UUID BEGINNING = new UUID(0, 0);
    private static final UUID END = new UUID(-1, -1);

    private final Database database;
    private final MessageReader messages;
    private final InstantSource clock;
    private final int near;
    private final int few;

    public Search(Database database, MessageReader messages, InstantSource clock) {
        this(database, messages, clock, NEAR, FEW);
    }

    /// @param near  so many of the newest are looked at one by one
    /// @param few   conversations of so many messages are searched as a whole
    Search(Database database, MessageReader messages, InstantSource clock, int near, int few) {
        this.database = database;
        this.messages = messages;
        this.clock = clock;
        this.near = near;
        this.few = few;
    }

    /// Those in which all words of `text` are, whatever their ending. Of the filter only device, conversation, contact
    /// and time count; `devices` are those that the caller may see. Throws
    /// [dev.palomar.model.Rejection.InvalidValue] when there is no word in the text, or too many.
    public Page<Hit> find(
            TenantId tenant,
            String text,
            MessageFilter filter,
            Optional<Set<DeviceId>> devices,
            Optional<UUID> before,
            int limit) {
        Question question = Question.read(text);
        Optional<Set<ConversationId>> where = where(tenant, filter);
        if (where.filter(Set::isEmpty).isPresent()
                || devices.filter(Set::isEmpty).isPresent()) {
            return new Page<>(List.of(), Optional.empty());
        }
        List<String> marks = new ArrayList<>();
        where.ifPresent(all -> marks.add(Marks.any(all, Marks::of)));
        filter.device().map(Set::of).or(() -> devices).ifPresent(all -> marks.add(Marks.any(all, Marks::of)));
        UUID top = lower(
                before.orElse(END),
                filter.until()
                        .map(until -> IdSource.floor(until.toEpochMilli()))
                        .orElse(END));
        UUID bottom = filter.since()
                .map(since -> IdSource.floor(since.toEpochMilli()))
                .orElse(BEGINNING);
        Page<MessageId> page = Page.of(
                database.worker(tx -> find(tx, tenant, question, where, marks, top, bottom, limit + 1)),
                limit,
                id -> id);
        return new Page<>(hits(tenant, question, page.items()), page.next());
    }

    private List<MessageId> find(
            Tx tx,
            TenantId tenant,
            Question question,
            Optional<Set<ConversationId>> where,
            List<String> marks,
            UUID top,
            UUID bottom,
            int limit) {
        List<MessageId> found = new ArrayList<>();
        List<String> words = question.terms(tx);
        if (words.isEmpty()) {
            return found;
        }
        List<String> everywhere = new ArrayList<>(words);
        everywhere.addAll(marks);
        UUID below = top;
        if (where.isEmpty()) {
            Newest.Found newest = Newest.find(tx, tenant, everywhere, top, bottom, near, limit);
            found.addAll(newest.hits());
            if (found.size() >= limit || newest.below().isEmpty()) {
                return found;
            }
            below = newest.below().get();
        }
        // An id of tomorrow comes from a clock that is ahead of ours.
        long today = Math.min(Marks.day(below), clock.instant().toEpochMilli() / 86_400_000L + 1);
        Backwards back = new Backwards(
                tenant,
                today,
                where.map(conversations -> size(tx, tenant, conversations)).orElse(Backwards.Where.ANYWHERE));
        for (Optional<Backwards.Reach> next = back.next(found.size(), limit);
                next.isPresent();
                next = back.next(found.size(), limit)) {
            Backwards.Reach reach = next.get();
            UUID from = lower(bottom, reach.from()).equals(bottom) ? reach.from() : bottom;
            List<String> all = new ArrayList<>(everywhere);
            all.add(reach.marks());
            found.addAll(ask(tx, tenant, all, where, below, from, limit - found.size()));
            below = from;
            if (found.size() >= limit || from.equals(bottom)) {
                break;
            }
        }
        return found;
    }

    private Backwards.Where size(Tx tx, TenantId tenant, Set<ConversationId> conversations) {
        boolean large = tx.query("""
                SELECT 1 FROM message WHERE tenant_id = :tenant AND conversation_id = ANY (:conversations)
                OFFSET :few LIMIT 1
                """)
                .bind("tenant", tenant)
                .bindArray("conversations", UUID.class, (Object[]) Tx.uuids(conversations))
                .bind("few", few)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        return large ? Backwards.Where.LARGE_CONVERSATIONS : Backwards.Where.SMALL_CONVERSATIONS;
    }

    /// The index alone decides what is looked at: the tenant's and the time's marks are asked for, too, and the
    /// columns are compared only afterwards. Otherwise PostgreSQL might walk through all messages of the tenant.
    /// Each word is a condition of its own. So the index leaps from one word's next message to the other's;
    /// with one question of many words it would ask about each message of the time whether it fits.
    private static List<MessageId> ask(
            Tx tx,
            TenantId tenant,
            List<String> queries,
            Optional<Set<ConversationId>> where,
            UUID below,
            UUID from,
            int limit) {
        Query statement = tx.query("""
                WITH hit AS MATERIALIZED (
                    SELECT tenant_id, message_id FROM message_words WHERE %s)
                SELECT h.message_id FROM (
                    SELECT message_id FROM hit
                     WHERE tenant_id = :tenant AND message_id < :below AND message_id >= :from
                     ORDER BY message_id DESC OFFSET 0) h
                """.formatted(Newest.fits(queries)) + (where.isPresent() ? """
                 WHERE EXISTS (SELECT FROM message m
                                WHERE m.tenant_id = :tenant AND m.id = h.message_id
                                  AND m.conversation_id = ANY (:conversations) OFFSET 0)
                """ : "") + """
                 ORDER BY h.message_id DESC LIMIT :limit
                """)
                .bind("tenant", tenant)
                .bind("below", below)
                .bind("from", from)
                .bind("limit", limit);
        where.ifPresent(all -> statement.bindArray("conversations", UUID.class, (Object[]) Tx.uuids(all)));
        return Newest.bind(statement, queries)
                .map((row, _) -> new MessageId(Rows.uuid(row, "message_id")))
                .list();
    }

    /// The conversations that are meant, with the ids that they and what became part of them had before.
    private Optional<Set<ConversationId>> where(TenantId tenant, MessageFilter filter) {
        if (filter.conversation().isEmpty() && filter.contact().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(database.tenant(
                tenant,
                tx -> new HashSet<>(tx.query("""
                        WITH now AS (
                            SELECT id FROM conversation v
                             WHERE v.tenant_id = :tenant
                               AND (:conversation::uuid IS NULL OR v.id = :conversation::uuid
                                    OR v.id = (SELECT new_id FROM merged
                                                WHERE tenant_id = :tenant AND old_id = :conversation::uuid))
                               AND (:contact::uuid IS NULL OR v.contact_id = :contact::uuid
                                    OR v.contact_id = (SELECT new_id FROM merged
                                                        WHERE tenant_id = :tenant AND old_id = :contact::uuid)))
                        SELECT id FROM now
                        UNION
                        SELECT g.old_id FROM merged g JOIN now n ON g.tenant_id = :tenant AND g.new_id = n.id
                        """)
                        .bind("tenant", tenant)
                        .bind(
                                "conversation",
                                filter.conversation().map(ConversationId::value).orElse(null))
                        .bind("contact", filter.contact().map(ContactId::value).orElse(null))
                        .map((row, _) -> new ConversationId(Rows.uuid(row, "id")))
                        .list())));
    }

    private List<Hit> hits(TenantId tenant, Question question, List<MessageId> found) {
        List<MessageView> views = messages.read(tenant, found);
        if (views.isEmpty()) {
            return List.of();
        }
        List<String> texts =
                views.stream().map(view -> SaidText.of(view.content())).toList();
        Highlighter highlighter = database.tenant(tenant, tx -> Highlighter.of(tx, question, texts));
        List<Hit> hits = new ArrayList<>(views.size());
        for (int i = 0; i < views.size(); i++) {
            hits.add(new Hit(views.get(i), highlighter.parts(texts.get(i))));
        }
        return hits;
    }

    private static UUID lower(UUID one, UUID other) {
        return IdSource.IN_ORDER.compare(one, other) < 0 ? one : other;
    }
}
