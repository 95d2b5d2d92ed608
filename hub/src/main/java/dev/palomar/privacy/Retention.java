package dev.palomar.privacy;

import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.media.Media;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.privacy.PrivacyRules;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lets go of what a company keeps only for a while. What is old is known by its id, which begins with the
/// time at which it came here. Days of the log of events that the hub itself keeps no longer go as a whole
/// (`journal/Partitions`).
public final class Retention {

    private static final int AT_ONCE = 500;
    private static final int MOST_TIMES = 400;
    private static final Duration ACCESS_IS_KEPT = Duration.ofDays(730);

    private final Database database;
    private final Node node;
    private final PrivacyRules rules;
    private final Media media;
    private final InstantSource clock;

    public Retention(Database database, Node node, PrivacyRules rules, Media media, InstantSource clock) {
        this.database = database;
        this.node = node;
        this.rules = rules;
        this.media = media;
        this.clock = clock;
    }

    /// A part of what is due, of all companies whose work is this node's. To be run every now and then.
    public void tidy() {
        rules.forgetful().forEach((tenant, keep) -> {
            if (node.owns(Slots.of(tenant.value()))) {
                keep.messages().ifPresent(days -> {
                    again(() -> messages(tenant, below(days)));
                    again(() -> copies(tenant, days));
                    again(() -> summaries(tenant, below(days)));
                });
                keep.media().ifPresent(days -> again(() -> files(tenant, below(days))));
                keep.events().ifPresent(days -> again(() -> events(tenant, below(days))));
            }
        });
        database.worker(tx -> tx.update("DELETE FROM conversation_access WHERE hour < :before")
                .bind("before", Timestamp.from(clock.instant().minus(ACCESS_IS_KEPT)))
                .execute());
    }

    private interface Batch {
        int done();
    }

    private static void again(Batch batch) {
        int left = MOST_TIMES;
        while (left-- > 0 && batch.done() >= AT_ONCE) {
            // batch after batch, and the rest the next time
        }
    }

    private UUID below(int days) {
        return IdSource.floor(clock.instant().minus(Duration.ofDays(days)).toEpochMilli());
    }

    private record Gone(
            UUID message, UUID conversation, @Nullable UUID file) {}

    private int messages(TenantId tenant, UUID below) {
        return database.worker(tx -> {
            List<Gone> gone = tx.query("""
                    DELETE FROM message WHERE tenant_id = :tenant AND id IN (
                           SELECT m.id FROM message m
                            WHERE m.tenant_id = :tenant AND m.id < :below
                              AND coalesce((SELECT o.status FROM outbox o
                                             WHERE o.tenant_id = m.tenant_id AND o.message_id = m.id), '')
                                  NOT IN ('queued', 'sending')
                            ORDER BY m.id LIMIT :most)
                    RETURNING id, conversation_id, media_id
                    """)
                    .bind("tenant", tenant)
                    .bind("below", below)
                    .bind("most", AT_ONCE)
                    .map((row, _) -> new Gone(
                            Rows.uuid(row, "id"),
                            Rows.uuid(row, "conversation_id"),
                            row.getObject("media_id", UUID.class)))
                    .list();
            emptyConversations(tx, tenant, gone);
            media.forget(tx, tenant, unused(tx, tenant, gone));
            return gone.size();
        });
    }

    /// Those whose last message is gone show nothing of it any more.
    private static void emptyConversations(Tx tx, TenantId tenant, List<Gone> gone) {
        tx.update("""
                UPDATE conversation SET last_preview = '', last_message_id = NULL, unread = 0
                 WHERE tenant_id = :tenant AND id = ANY (:conversations) AND last_message_id = ANY (:messages)
                """)
                .bind("tenant", tenant)
                .bindArray(
                        "conversations",
                        UUID.class,
                        gone.stream().map(Gone::conversation).distinct().toList())
                .bindArray(
                        "messages", UUID.class, gone.stream().map(Gone::message).toList())
                .execute();
    }

    private static List<MediaId> unused(Tx tx, TenantId tenant, List<Gone> gone) {
        return tx.query("""
                SELECT f.id FROM media f
                 WHERE f.tenant_id = :tenant AND f.id = ANY (:files)
                   AND NOT EXISTS (SELECT FROM message m WHERE m.tenant_id = f.tenant_id AND m.media_id = f.id)
                """)
                .bind("tenant", tenant)
                .bindArray(
                        "files",
                        UUID.class,
                        gone.stream()
                                .map(Gone::file)
                                .flatMap(Stream::ofNullable)
                                .distinct()
                                .toList())
                .map((row, _) -> new MediaId(Rows.uuid(row, "id")))
                .list();
    }

    /// What linked numbers keep of messages, to give it to phones that could not read it.
    private int copies(TenantId tenant, int days) {
        return database.worker(tx -> tx.update("""
                DELETE FROM web_sent WHERE (tenant_id, device_id, wire_id) IN (
                       SELECT tenant_id, device_id, wire_id FROM web_sent
                        WHERE tenant_id = :tenant AND at < :before LIMIT :most)
                """)
                .bind("tenant", tenant)
                .bind("before", Timestamp.from(clock.instant().minus(Duration.ofDays(days))))
                .bind("most", AT_ONCE)
                .execute());
    }

    /// What the reply agent said of conversations; that it was there, and what it cost, stays.
    private int summaries(TenantId tenant, UUID below) {
        return database.worker(tx -> tx.update("""
                UPDATE agent_run SET summary = NULL
                 WHERE tenant_id = :tenant AND id IN (
                       SELECT id FROM agent_run
                        WHERE tenant_id = :tenant AND id < :below AND summary IS NOT NULL
                        ORDER BY id LIMIT :most)
                """)
                .bind("tenant", tenant)
                .bind("below", below)
                .bind("most", AT_ONCE)
                .execute());
    }

    private int files(TenantId tenant, UUID below) {
        return database.worker(tx -> media.letGo(tx, tenant, below, AT_ONCE));
    }

    private int events(TenantId tenant, UUID below) {
        return database.worker(tx -> tx.update("""
                UPDATE event SET normalized = convert_to('%1$s', 'UTF8'), raw = NULL, media_id = NULL
                 WHERE tenant_id = :tenant AND id IN (
                       SELECT id FROM event
                        WHERE tenant_id = :tenant AND id < :below AND normalized <> convert_to('%1$s', 'UTF8')
                        ORDER BY id LIMIT :most)
                """.formatted(EventSweep.ERASED))
                .bind("tenant", tenant)
                .bind("below", below)
                .bind("most", AT_ONCE)
                .execute());
    }
}
