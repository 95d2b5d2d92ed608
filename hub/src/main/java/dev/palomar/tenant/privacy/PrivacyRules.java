package dev.palomar.tenant.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The companies' rules for personal data.
public final class PrivacyRules {

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Cache<TenantId, Privacy> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(30))
            .build();

    public PrivacyRules(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public Privacy get(TenantId tenant) {
        return database.tenant(tenant, tx -> find(tx, tenant));
    }

    /// As [#get], for where it is asked at every message: another node's change is seen within half a minute.
    public Privacy lately(Tx tx, TenantId tenant) {
        return known.get(tenant, asked -> find(tx, asked));
    }

    /// Changes them in the name of `author`. Answers with what they are now.
    public Privacy change(TenantId tenant, Author author, UnaryOperator<Privacy> change) {
        Privacy now = database.tenant(tenant, tx -> {
            Privacy changed = change.apply(find(tx, tenant));
            write(tx, tenant, changed);
            audit.record(tx, tenant, author, new Deed("privacy.changed", Optional.empty(), changed.json()));
            return changed;
        });
        known.invalidate(tenant);
        return now;
    }

    /// Of those who want anything to go after a while.
    public Map<TenantId, Privacy.Keep> forgetful() {
        Map<TenantId, Privacy.Keep> found = new LinkedHashMap<>();
        database.worker(tx -> tx.query("""
                        SELECT * FROM privacy
                         WHERE coalesce(keep_messages_days, keep_media_days, keep_events_days) IS NOT NULL
                        """)
                .map((row, _) -> found.put(new TenantId(Rows.uuid(row, "tenant_id")), keep(row)))
                .list());
        return found;
    }

    private static Privacy find(Tx tx, TenantId tenant) {
        return tx.query("SELECT * FROM privacy WHERE tenant_id = :tenant")
                .bind("tenant", tenant)
                .map((row, _) ->
                        new Privacy(keep(row), Rows.texts(row, "opt_out_words"), Rows.texts(row, "opt_in_words")))
                .findOne()
                .orElse(Privacy.STANDARD);
    }

    private static Privacy.Keep keep(ResultSet row) throws SQLException {
        return new Privacy.Keep(
                Rows.maybeInt(row, "keep_messages_days"),
                Rows.maybeInt(row, "keep_media_days"),
                Rows.maybeInt(row, "keep_events_days"));
    }

    private void write(Tx tx, TenantId tenant, Privacy privacy) {
        tx.update("""
                INSERT INTO privacy (tenant_id, keep_messages_days, keep_media_days, keep_events_days, opt_out_words,
                                     opt_in_words, updated_at)
                VALUES (:tenant, :messages, :media, :events, :out, :in, :now)
                ON CONFLICT (tenant_id) DO UPDATE
                   SET keep_messages_days = EXCLUDED.keep_messages_days, keep_media_days = EXCLUDED.keep_media_days,
                       keep_events_days = EXCLUDED.keep_events_days, opt_out_words = EXCLUDED.opt_out_words,
                       opt_in_words = EXCLUDED.opt_in_words, updated_at = EXCLUDED.updated_at
                """)
                .bind("tenant", tenant)
                .bind("messages", privacy.keep().messages().orElse(null))
                .bind("media", privacy.keep().media().orElse(null))
                .bind("events", privacy.keep().events().orElse(null))
                .bindArray("out", String.class, privacy.optOutWords())
                .bindArray("in", String.class, privacy.optInWords())
                .bind("now", Timestamp.from(clock.instant()))
                .execute();
    }
}
