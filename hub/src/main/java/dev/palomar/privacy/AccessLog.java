package dev.palomar.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.visit.Visits;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Who read which conversation, as a whole or a message or file of it. One line a reader and hour: the first look is on
/// record before it is answered, later
/// ones in the same hour at most once a minute, so that reading costs next to nothing.
public final class AccessLog {

    private static final Duration NOTED = Duration.ofMinutes(1);

    /// Somebody's looks at a conversation in one hour. `reason`: why a visitor was in the company then; empty for
    /// those who belong to it.
    public record Look(Author by, Instant hour, Instant firstAt, Instant lastAt, Optional<String> reason) {

        private Look with(List<Visits.Stay> stays) {
            return new Look(
                    by,
                    hour,
                    firstAt,
                    lastAt,
                    stays.stream()
                            .filter(stay ->
                                    by.id().equals(Optional.of(stay.person().text()))
                                            && !stay.since().isAfter(lastAt)
                                            && !stay.until().isBefore(firstAt))
                            .map(Visits.Stay::reason)
                            .findFirst());
        }

        /// `ConversationAccess` of the OpenAPI document.
        public ObjectNode json() {
            ObjectNode json = Json.object();
            json.putObject("by")
                    .put("kind", by.kind().word())
                    .put("id", by.id().orElse(null))
                    .put("name", by.name().orElse(null));
            return json.put("hour", Times.text(hour))
                    .put("firstAt", Times.text(firstAt))
                    .put("lastAt", Times.text(lastAt))
                    .put("reason", reason.orElse(null));
        }
    }

    /// Where a page ends: the next one goes on below it.
    public record Position(Instant hour, String actor) {}

    /// @param what  a conversation or a file
    private record Reader(TenantId tenant, UUID what, String actor, Instant hour) {}

    private final Database database;
    private final InstantSource clock;
    private final Cache<Reader, Boolean> noted =
            Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(NOTED).build();

    public AccessLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// `author` looks at what was said.
    public void read(TenantId tenant, ConversationId conversation, Author author) {
        read(tenant, List.of(conversation), author);
    }

    /// As above, in each of these.
    public void read(TenantId tenant, Collection<ConversationId> conversations, Author author) {
        Instant now = clock.instant();
        Set<UUID> fresh = conversations.stream()
                .map(ConversationId::value)
                .filter(one -> noted.getIfPresent(reader(tenant, one, author, now)) == null)
                .collect(Collectors.toCollection(TreeSet::new));
        if (fresh.isEmpty()) {
            return;
        }
        database.tenant(
                tenant,
                tx -> tx.update("""
                        INSERT INTO conversation_access AS a (tenant_id, conversation_id, hour, actor_id, actor_kind,
                                                              actor_name, first_at, last_at)
                        SELECT :tenant, u.conversation_id, :hour, :actor, :kind, :name, :now, :now
                          FROM unnest(:conversations) AS u (conversation_id)
                        ON CONFLICT (tenant_id, conversation_id, hour, actor_id) DO UPDATE
                           SET last_at = greatest(a.last_at, EXCLUDED.last_at)
                        """)
                        .bind("tenant", tenant)
                        .bindArray("conversations", UUID.class, fresh)
                        .bind("hour", Timestamp.from(hour(now)))
                        .bind("actor", actor(author))
                        .bind("kind", author.kind().word())
                        .bind("name", author.name().orElse(null))
                        .bind("now", Timestamp.from(now))
                        .execute());
        fresh.forEach(one -> noted.put(reader(tenant, one, author, now), true));
    }

    /// `author` looks at a file, and so into every conversation that it came or went in.
    public void readFile(TenantId tenant, MediaId file, Author author) {
        Reader reader = reader(tenant, file.value(), author, clock.instant());
        if (noted.getIfPresent(reader) != null) {
            return;
        }
        List<ConversationId> shownIn = database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT DISTINCT conversation_id FROM message WHERE tenant_id = :tenant AND media_id = :file
                        """)
                        .bind("tenant", tenant)
                        .bind("file", file)
                        .map((row, _) -> new ConversationId(Rows.uuid(row, "conversation_id")))
                        .list());
        read(tenant, shownIn, author);
        noted.put(reader, true);
    }

    private static Reader reader(TenantId tenant, UUID what, Author author, Instant now) {
        return new Reader(tenant, what, actor(author), hour(now));
    }

    private static String actor(Author author) {
        return author.id().orElse("-");
    }

    private static Instant hour(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS);
    }

    /// Newest first, those of conversations that became part of this one included; at most `most`, below `after`.
    public List<Look> list(TenantId tenant, ConversationId conversation, Optional<Position> after, int most) {
        return database.tenant(tenant, tx -> explained(tx, tenant, looks(tx, tenant, conversation, after, most)));
    }

    private static List<Look> explained(Tx tx, TenantId tenant, List<Look> looks) {
        Optional<Instant> first = looks.stream().map(Look::firstAt).min(Comparator.naturalOrder());
        Optional<Instant> last = looks.stream().map(Look::lastAt).max(Comparator.naturalOrder());
        if (first.isEmpty() || last.isEmpty()) {
            return looks;
        }
        List<Visits.Stay> stays = Visits.between(tx, tenant, first.get(), last.get());
        return looks.stream().map(look -> look.with(stays)).toList();
    }

    private static List<Look> looks(
            Tx tx, TenantId tenant, ConversationId conversation, Optional<Position> after, int most) {
        return tx.query("""
                        SELECT hour, actor_id, min(actor_kind) AS actor_kind, min(actor_name) AS actor_name,
                               min(first_at) AS first_at, max(last_at) AS last_at
                          FROM conversation_access
                         WHERE tenant_id = :tenant
                           AND (conversation_id = :conversation
                                OR conversation_id IN (SELECT old_id FROM merged
                                                        WHERE tenant_id = :tenant AND new_id = :conversation))
                           AND (:hour::timestamptz IS NULL OR (hour, actor_id) < (:hour::timestamptz, :actor::text))
                         GROUP BY hour, actor_id
                         ORDER BY hour DESC, actor_id DESC
                         LIMIT :most
                        """)
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .bind("hour", after.map(Position::hour).map(Timestamp::from).orElse(null))
                .bind("actor", after.map(Position::actor).orElse(null))
                .bind("most", most)
                .map((row, _) -> new Look(
                        new Author(
                                Author.Kind.read(row.getString("actor_kind")),
                                Optional.of(row.getString("actor_id")),
                                Rows.maybeText(row, "actor_name"),
                                Optional.empty(),
                                Optional.empty()),
                        Rows.instant(row, "hour"),
                        Rows.instant(row, "first_at"),
                        Rows.instant(row, "last_at"),
                        Optional.empty()))
                .list();
    }
}
