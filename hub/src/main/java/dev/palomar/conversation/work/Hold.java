package dev.palomar.conversation.work;

import dev.palomar.conversation.reading.Persons;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A conversation that nobody else changes until the transaction ends, and what is so of it.
final class Hold {

    /// @param person  empty for a group
    record Facts(
            DeviceId device,
            Optional<Parties.Party> person,
            Parties.Chat chat,
            boolean open,
            Optional<PersonId> assignee,
            AgentMode mode) {}

    private final Tx tx;
    private final TenantId tenant;
    private final ConversationId conversation;
    private final int slot;
    private final Journal.Page page;
    private final Facts facts;

    private Hold(Tx tx, TenantId tenant, ConversationId conversation, int slot, Journal.Page page, Facts facts) {
        this.tx = tx;
        this.tenant = tenant;
        this.conversation = conversation;
        this.slot = slot;
        this.page = page;
        this.facts = facts;
    }

    /// Waits until it is nobody else's. What this transaction wrote to the log before must be flushed. Throws
    /// [Rejection.NotFound] when the tenant has no such conversation.
    static Hold of(Tx tx, Journal journal, TenantId tenant, ConversationId conversation) {
        int slot = tx.query("SELECT slot FROM conversation WHERE tenant_id = :tenant AND id = :conversation")
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("conversation"));
        Journal.Page page = journal.open(tx, List.of(slot));
        Facts facts = tx.query("""
                SELECT v.device_id, v.chat, v.state, v.assignee_id, v.agent_mode, c.id AS contact_id,
                       c.name AS contact_name, c.username AS contact_username,
                       ARRAY(SELECT i.key FROM contact_identity i
                              WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id ORDER BY i.key) AS contact_keys
                  FROM conversation v
                  LEFT JOIN contact c ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
                 WHERE v.tenant_id = :tenant AND v.id = :conversation
                   FOR UPDATE OF v
                """)
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .map((row, _) -> {
                    Optional<Parties.Party> person = Persons.read(row);
                    return new Facts(
                            new DeviceId(Rows.uuid(row, "device_id")),
                            person,
                            Persons.chat(row.getString("chat"), person),
                            row.getString("state").equals("open"),
                            Rows.id(row, "assignee_id", PersonId::new),
                            AgentMode.read(row.getString("agent_mode")));
                })
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("conversation"));
        return new Hold(tx, tenant, conversation, slot, page, facts);
    }

    Facts facts() {
        return facts;
    }

    /// Tells what happened, in the same transaction.
    void tell(Event... events) {
        long last = tx.query("""
                UPDATE conversation SET sequence = sequence + :events
                 WHERE tenant_id = :tenant AND id = :conversation
                RETURNING sequence
                """)
                .bind("events", events.length)
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .mapTo(Long.class)
                .one();
        for (int i = 0; i < events.length; i++) {
            page.write(new Draft(
                    tenant,
                    slot,
                    conversation.value(),
                    events[i],
                    Optional.of(facts.device()),
                    Optional.of(conversation),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.of(last - events.length + 1 + i),
                    false,
                    Optional.empty()));
        }
        page.flush();
    }
}
