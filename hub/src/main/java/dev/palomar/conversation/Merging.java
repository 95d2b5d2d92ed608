package dev.palomar.conversation;

import dev.palomar.cluster.Slots;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.event.Event;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/// Makes one history of those of several contacts. Messages keep their ids, and so their order; the conversation that
/// is left keeps its slot and goes on counting where it was.
final class Merging {

    private record Chat(ConversationId id, DeviceId device, ContactId contact, int slot) {}

    private final Journal journal;

    Merging(Journal journal) {
        this.journal = journal;
    }

    /// `joined` have no names of their own any more. Afterwards nothing leads to them, and their ids to `keeper`.
    void merge(Tx tx, TenantId tenant, ContactId keeper, List<ContactId> joined, Instant now) {
        List<ContactId> all = new ArrayList<>(joined);
        all.add(keeper);
        Set<Integer> slots = new HashSet<>();
        slots.add(Slots.of(tenant.value()));
        chats(tx, tenant, all, "").forEach(chat -> slots.add(chat.slot()));
        Journal.Page page = journal.open(tx, slots);
        List<Event.ContactsMerged.Moved> moved = new ArrayList<>();
        Map<DeviceId, Chat> kept = new HashMap<>();
        for (Chat chat : chats(tx, tenant, all, " FOR UPDATE")) {
            if (!slots.contains(chat.slot())) {
                // made between the two looks; found by [Acquaintances#repair]
                continue;
            }
            Chat first = kept.putIfAbsent(chat.device(), chat);
            if (first != null) {
                join(tx, tenant, chat, first);
                note(tx, tenant, chat.id().value(), first.id().value(), now);
                moved.add(new Event.ContactsMerged.Moved(chat.id(), first.id()));
            }
        }
        kept.values().forEach(chat -> give(tx, tenant, chat, keeper));
        joined.forEach(contact -> {
            said(tx, tenant, contact, keeper);
            note(tx, tenant, contact.value(), keeper.value(), now);
        });
        Event event = new Event.ContactsMerged(keeper, ContactNews.party(tx, tenant, keeper), joined, moved);
        page.write(Draft.ofTenant(tenant, event));
        page.flush();
    }

    /// A contact has other names than before, and the same history.
    void tell(Tx tx, TenantId tenant, ContactId contact, SamePerson same) {
        if (!same.changesNothing()) {
            ContactNews.changed(tx, journal, tenant, contact, "identity");
        }
    }

    /// The chats of these contacts with one person each, oldest first.
    private static List<Chat> chats(Tx tx, TenantId tenant, List<ContactId> contacts, String lock) {
        return tx
                .query("""
                SELECT id, device_id, contact_id, slot FROM conversation
                 WHERE tenant_id = :tenant AND contact_id = ANY (:contacts) ORDER BY id
                """ + lock)
                .bind("tenant", tenant)
                .bindArray("contacts", UUID.class, (Object[]) Tx.uuids(contacts))
                .map((row, _) -> new Chat(
                        new ConversationId(Rows.uuid(row, "id")),
                        new DeviceId(Rows.uuid(row, "device_id")),
                        new ContactId(Rows.uuid(row, "contact_id")),
                        row.getInt("slot")))
                .list()
                .stream()
                .sorted(Comparator.comparing((Chat chat) -> chat.id().value()))
                .toList();
    }

    /// All that was said in `from` is said in `into`.
    private static void join(Tx tx, TenantId tenant, Chat from, Chat into) {
        for (String statement : List.of("""
                DELETE FROM message m USING message k
                 WHERE m.tenant_id = :tenant AND m.conversation_id = :from AND m.wire_id IS NOT NULL
                   AND k.tenant_id = m.tenant_id AND k.device_id = m.device_id AND k.wire_id = m.wire_id
                   AND k.conversation_id = :into
                """, """
                UPDATE outbox o SET conversation_id = :into, slot = :slot
                  FROM message m
                 WHERE m.tenant_id = :tenant AND m.conversation_id = :from AND NOT m.inbound
                   AND o.tenant_id = m.tenant_id AND o.message_id = m.id
                """, """
                UPDATE message SET conversation_id = :into WHERE tenant_id = :tenant AND conversation_id = :from
                """, """
                INSERT INTO first_chat (tenant_id, device_id, day, conversation_id)
                SELECT tenant_id, device_id, day, :into FROM first_chat
                 WHERE tenant_id = :tenant AND conversation_id = :from
                ON CONFLICT DO NOTHING
                """, """
                DELETE FROM first_chat WHERE tenant_id = :tenant AND conversation_id = :from
                """, """
                DELETE FROM agent_run r USING agent_turn f, agent_turn k
                 WHERE f.tenant_id = :tenant AND f.conversation_id = :from
                   AND k.tenant_id = :tenant AND k.conversation_id = :into
                   AND r.tenant_id = :tenant AND r.id = f.run_id
                """, """
                UPDATE agent_run SET conversation_id = :into WHERE tenant_id = :tenant AND conversation_id = :from
                """, """
                UPDATE agent_turn SET conversation_id = :into, slot = :slot, version = version + 1
                 WHERE tenant_id = :tenant AND conversation_id = :from
                """, """
                UPDATE note SET conversation_id = :into WHERE tenant_id = :tenant AND conversation_id = :from
                """, """
                INSERT INTO conversation_label (tenant_id, conversation_id, label_id)
                SELECT tenant_id, :into, label_id FROM conversation_label
                 WHERE tenant_id = :tenant AND conversation_id = :from
                ON CONFLICT DO NOTHING
                """, """
                UPDATE conversation k
                   SET state = CASE WHEN 'open' IN (k.state, f.state) THEN 'open' ELSE k.state END,
                       unread = k.unread + f.unread,
                       last_message_id = CASE WHEN f.last_message_at > k.last_message_at OR k.last_message_id IS NULL
                                              THEN f.last_message_id ELSE k.last_message_id END,
                       last_preview = CASE WHEN f.last_message_at > k.last_message_at OR k.last_message_id IS NULL
                                           THEN f.last_preview ELSE k.last_preview END,
                       last_message_at = greatest(k.last_message_at, f.last_message_at),
                       last_inbound_at = greatest(k.last_inbound_at, f.last_inbound_at),
                       window_origin = CASE WHEN f.window_until > coalesce(k.window_until, '-infinity')
                                            THEN f.window_origin ELSE k.window_origin END,
                       window_until = greatest(k.window_until, f.window_until),
                       read_at = CASE WHEN f.read_up_to > coalesce(k.read_up_to, f.read_up_to) THEN f.read_at
                                      ELSE coalesce(k.read_at, f.read_at) END,
                       read_up_to = greatest(k.read_up_to, f.read_up_to),
                       assignee_id = coalesce(k.assignee_id, f.assignee_id),
                       agent_mode = CASE WHEN 'human' IN (k.agent_mode, f.agent_mode) THEN 'human' ELSE 'auto' END,
                       agent_mode_at = greatest(k.agent_mode_at, f.agent_mode_at),
                       entry_at = greatest(k.entry_at, f.entry_at),
                       free_until = greatest(k.free_until, f.free_until),
                       created_at = least(k.created_at, f.created_at)
                  FROM conversation f
                 WHERE k.tenant_id = :tenant AND k.id = :into AND f.tenant_id = :tenant AND f.id = :from
                """, """
                DELETE FROM conversation WHERE tenant_id = :tenant AND id = :from
                """)) {
            Update update = tx.update(statement).bind("tenant", tenant).bind("from", from.id());
            if (statement.contains(":into")) {
                update.bind("into", into.id());
            }
            if (statement.contains(":slot")) {
                update.bind("slot", into.slot());
            }
            update.execute();
        }
    }

    private static void give(Tx tx, TenantId tenant, Chat chat, ContactId keeper) {
        tx.update("""
                UPDATE conversation SET contact_id = :keeper, chat = 'contact:' || :keeper::text
                 WHERE tenant_id = :tenant AND id = :conversation AND contact_id <> :keeper
                """)
                .bind("keeper", keeper)
                .bind("tenant", tenant)
                .bind("conversation", chat.id())
                .execute();
    }

    /// What one of them said in groups.
    private static void said(Tx tx, TenantId tenant, ContactId contact, ContactId keeper) {
        tx.update("UPDATE message SET sender_id = :keeper WHERE tenant_id = :tenant AND sender_id = :contact")
                .bind("keeper", keeper)
                .bind("tenant", tenant)
                .bind("contact", contact)
                .execute();
    }

    /// Ids of old lead to what is there now, those that led to it before included.
    private static void note(Tx tx, TenantId tenant, UUID then, UUID now, Instant at) {
        tx.update("UPDATE merged SET new_id = :now WHERE tenant_id = :tenant AND new_id = :then")
                .bind("now", now)
                .bind("tenant", tenant)
                .bind("then", then)
                .execute();
        tx.update("""
                INSERT INTO merged (tenant_id, old_id, new_id, at) VALUES (:tenant, :then, :now, :at)
                ON CONFLICT (tenant_id, old_id) DO UPDATE SET new_id = EXCLUDED.new_id, at = EXCLUDED.at
                """)
                .bind("tenant", tenant)
                .bind("then", then)
                .bind("now", now)
                .bind("at", Timestamp.from(at))
                .execute();
    }
}
