package dev.palomar.conversation.work;

import dev.palomar.conversation.Label;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.LabelId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A company's labels, and which conversations have them.
public final class Labels {

    private static final int MOST = 200;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Labels(Database database, Audit audit, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /// By name.
    public List<Label> list(TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx.query("SELECT id, name, color FROM label WHERE tenant_id = :tenant ORDER BY lower(name), id")
                        .bind("tenant", tenant)
                        .map((row, _) -> label(row))
                        .list());
    }

    /// Throws [Rejection.NotFound] when the tenant has no such label.
    public Label get(TenantId tenant, LabelId id) {
        return database.tenant(tenant, tx -> find(tx, tenant, id));
    }

    /// Throws [Rejection.Conflict] when there is one with this name, or when there are too many.
    public Label create(TenantId tenant, String name, String color, Author author) {
        return database.tenant(tenant, tx -> {
            long there = tx.query("SELECT count(*) FROM label WHERE tenant_id = :tenant")
                    .bind("tenant", tenant)
                    .mapTo(Long.class)
                    .one();
            if (there >= MOST) {
                throw new Rejection.Conflict("limit-reached", "There are " + MOST + " labels; delete one first.");
            }
            Label label = new Label(new LabelId(ids.get()), name, color);
            int made = tx.update("""
                    INSERT INTO label (tenant_id, id, name, color, created_at)
                    VALUES (:tenant, :id, :name, :color, :now)
                    ON CONFLICT (tenant_id, lower(name)) DO NOTHING
                    """)
                    .bind("tenant", tenant)
                    .bind("id", label.id())
                    .bind("name", name)
                    .bind("color", color)
                    .bind("now", Timestamp.from(clock.instant()))
                    .execute();
            if (made == 0) {
                throw taken(name);
            }
            audit.record(
                    tx,
                    tenant,
                    author,
                    Deed.of("label.created", label.id(), Json.object().put("name", name)));
            return label;
        });
    }

    /// What is empty stays. Throws as [#create] does.
    public Label change(TenantId tenant, LabelId id, Optional<String> name, Optional<String> color, Author author) {
        return database.tenant(tenant, tx -> {
            Label before = find(tx, tenant, id);
            Label now = new Label(id, name.orElse(before.name()), color.orElse(before.color()));
            if (isTaken(tx, tenant, now)) {
                throw taken(now.name());
            }
            tx.update("UPDATE label SET name = :name, color = :color WHERE tenant_id = :tenant AND id = :id")
                    .bind("name", now.name())
                    .bind("color", now.color())
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute();
            audit.record(
                    tx,
                    tenant,
                    author,
                    Deed.of("label.changed", id, Json.object().put("name", now.name())));
            return now;
        });
    }

    /// It is gone from all conversations, too.
    public void delete(TenantId tenant, LabelId id, Author author) {
        database.tenant(tenant, tx -> {
            Label label = find(tx, tenant, id);
            tx.update("DELETE FROM label WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute();
            audit.record(
                    tx,
                    tenant,
                    author,
                    Deed.of("label.deleted", id, Json.object().put("name", label.name())));
            return true;
        });
    }

    /// The conversation has these labels and no others. Throws [Rejection.InvalidValue] when one is not there.
    public void put(TenantId tenant, ConversationId conversation, Set<LabelId> labels) {
        UUID[] wanted = Tx.uuids(labels);
        database.tenant(tenant, tx -> {
            var _ = tx.query("SELECT 1 FROM conversation WHERE tenant_id = :tenant AND id = :conversation FOR UPDATE")
                    .bind("tenant", tenant)
                    .bind("conversation", conversation)
                    .mapTo(Integer.class)
                    .findOne()
                    .orElseThrow(() -> new Rejection.NotFound("conversation"));
            mustBeThere(tx, tenant, labels);
            tx.update("""
                    DELETE FROM conversation_label
                     WHERE tenant_id = :tenant AND conversation_id = :conversation AND label_id <> ALL (:labels)
                    """)
                    .bind("tenant", tenant)
                    .bind("conversation", conversation)
                    .bindArray("labels", UUID.class, (Object[]) wanted)
                    .execute();
            return tx.update("""
                    INSERT INTO conversation_label (tenant_id, conversation_id, label_id)
                    SELECT :tenant, :conversation, label FROM unnest(:labels) AS label
                    ON CONFLICT DO NOTHING
                    """)
                    .bind("tenant", tenant)
                    .bind("conversation", conversation)
                    .bindArray("labels", UUID.class, (Object[]) wanted)
                    .execute();
        });
    }

    private static void mustBeThere(Tx tx, TenantId tenant, Set<LabelId> labels) {
        Set<LabelId> there = tx
                .query("SELECT id FROM label WHERE tenant_id = :tenant AND id = ANY (:labels) FOR KEY SHARE")
                .bind("tenant", tenant)
                .bindArray("labels", UUID.class, (Object[]) Tx.uuids(labels))
                .map((row, _) -> new LabelId(Rows.uuid(row, "id")))
                .list()
                .stream()
                .collect(Collectors.toSet());
        List<Rejection.Fault> missing = new ArrayList<>();
        int at = 0;
        for (LabelId label : labels) {
            if (!there.contains(label)) {
                missing.add(new Rejection.Fault("labelIds[" + at + "]", "there is no such label"));
            }
            at++;
        }
        if (!missing.isEmpty()) {
            throw new Rejection.InvalidValue(missing);
        }
    }

    private static Label find(Tx tx, TenantId tenant, LabelId id) {
        return tx.query("SELECT id, name, color FROM label WHERE tenant_id = :tenant AND id = :id FOR UPDATE")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> label(row))
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("label"));
    }

    private static boolean isTaken(Tx tx, TenantId tenant, Label label) {
        return tx.query("""
                SELECT 1 FROM label WHERE tenant_id = :tenant AND lower(name) = lower(:name) AND id <> :id
                """)
                .bind("tenant", tenant)
                .bind("name", label.name())
                .bind("id", label.id())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static Rejection taken(String name) {
        return new Rejection.Conflict("There is a label called " + name + " already.");
    }

    private static Label label(ResultSet row) throws SQLException {
        return new Label(new LabelId(Rows.uuid(row, "id")), row.getString("name"), row.getString("color"));
    }
}
