package dev.palomar.conversation.work;

import dev.palomar.conversation.Colleagues;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.PersonRef;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What happens to conversations on a working day. The last one to change something wins, and everybody is told; only
/// giving away what is another's meanwhile can be refused. Everything throws [Rejection.NotFound] when the tenant has
/// no such conversation, and changes nothing where nothing is to be changed.
public final class Inbox {

    /// Who does it: as conversations name them, and as the audit log does.
    public record By(Actor actor, Author author) {}

    private static final int AT_ONCE = 200;

    private final Database database;
    private final Journal journal;
    private final Handling handling;
    private final Colleagues colleagues;
    private final Audit audit;
    private final InstantSource clock;

    public Inbox(Database database, Journal journal, Colleagues colleagues, Audit audit, InstantSource clock) {
        this.database = database;
        this.journal = journal;
        this.handling = new Handling(journal, clock);
        this.colleagues = colleagues;
        this.audit = audit;
        this.clock = clock;
    }

    /// Gives it to a person, or to nobody. `from` is whose it is as far as the caller knows: throws
    /// [Rejection.Conflict] `assigned-meanwhile` when that is not so any more, and [Rejection.InvalidValue]
    /// when the person does not work here.
    public void assign(
            TenantId tenant,
            ConversationId conversation,
            Optional<PersonId> to,
            Optional<Optional<PersonId>> from,
            By by) {
        Optional<PersonRef> assignee = to.map(id -> colleagues
                .find(tenant, id)
                .orElseThrow(() -> new Rejection.InvalidValue("userId", "is nobody who works here")));
        Optional<PersonId> known = assigneeOf(tenant, conversation);
        Optional<PersonRef> before = known.map(colleagues::named);
        database.tenant(tenant, tx -> {
            Hold hold = Hold.of(tx, journal, tenant, conversation);
            Optional<PersonId> now = hold.facts().assignee();
            if (from.isPresent() && !from.get().equals(now)) {
                throw new Rejection.Conflict(
                        "assigned-meanwhile", "The conversation is " + whose(before) + " meanwhile.");
            }
            if (!now.equals(to)) {
                set(tx, tenant, conversation, to);
                hold.tell(new Event.ConversationAssigned(
                        hold.facts().person(),
                        hold.facts().chat(),
                        assignee,
                        now.map(id -> before.filter(one -> one.id().equals(id))
                                .orElseGet(() -> new PersonRef(id, Optional.empty()))),
                        Optional.of(by.actor())));
                ObjectNode detail = Json.object()
                        .put("assignee", to.map(PersonId::text).orElse(null))
                        .put("previousAssignee", now.map(PersonId::text).orElse(null));
                audit.record(tx, tenant, by.author(), Deed.of("conversation.assigned", conversation, detail));
            }
            return true;
        });
    }

    private static String whose(Optional<PersonRef> person) {
        return person.map(one -> one.name().orElse("somebody else") + "'s").orElse("nobody's");
    }

    private Optional<PersonId> assigneeOf(TenantId tenant, ConversationId conversation) {
        return database.tenant(
                tenant,
                tx -> tx.query("SELECT assignee_id FROM conversation WHERE tenant_id = :tenant AND id = :conversation")
                        .bind("tenant", tenant)
                        .bind("conversation", conversation)
                        .map((row, _) -> Rows.id(row, "assignee_id", PersonId::new))
                        .findOne()
                        .orElseThrow(() -> new Rejection.NotFound("conversation")));
    }

    private static void set(Tx tx, TenantId tenant, ConversationId conversation, Optional<PersonId> assignee) {
        tx.update("""
                UPDATE conversation SET assignee_id = :assignee WHERE tenant_id = :tenant AND id = :conversation
                """)
                .bind("assignee", assignee.map(PersonId::value).orElse(null))
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .execute();
    }

    /// Takes everything from somebody who does not work here any more.
    public void letGo(TenantId tenant, PersonId person) {
        PersonRef gone = colleagues.named(person);
        List<ConversationId> some;
        do {
            some = database.tenant(tenant, tx -> theirs(tx, tenant, person));
            for (ConversationId one : some) {
                database.tenant(tenant, tx -> {
                    Hold hold = Hold.of(tx, journal, tenant, one);
                    if (hold.facts().assignee().equals(Optional.of(person))) {
                        set(tx, tenant, one, Optional.empty());
                        hold.tell(new Event.ConversationAssigned(
                                hold.facts().person(),
                                hold.facts().chat(),
                                Optional.empty(),
                                Optional.of(gone),
                                Optional.empty()));
                    }
                    return true;
                });
            }
        } while (some.size() == AT_ONCE);
    }

    private static List<ConversationId> theirs(Tx tx, TenantId tenant, PersonId person) {
        return tx.query("""
                SELECT id FROM conversation WHERE tenant_id = :tenant AND assignee_id = :person LIMIT :most
                """)
                .bind("tenant", tenant)
                .bind("person", person)
                .bind("most", AT_ONCE)
                .map((row, _) -> new ConversationId(Rows.uuid(row, "id")))
                .list();
    }

    /// It is done with, until the customer writes again; then the reply agent may answer, too.
    public void close(TenantId tenant, ConversationId conversation, By by) {
        database.tenant(tenant, tx -> {
            Hold hold = Hold.of(tx, journal, tenant, conversation);
            if (hold.facts().open()) {
                tx.update("""
                        UPDATE conversation SET state = 'closed', agent_mode = 'auto', agent_mode_at = :now
                         WHERE tenant_id = :tenant AND id = :conversation
                        """)
                        .bind("now", java.sql.Timestamp.from(clock.instant()))
                        .bind("tenant", tenant)
                        .bind("conversation", conversation)
                        .execute();
                Hold.Facts facts = hold.facts();
                Event closed = new Event.ConversationClosed(facts.person(), facts.chat(), by.actor());
                if (facts.mode() == AgentMode.HUMAN) {
                    Optional<String> why = Optional.of("closed");
                    hold.tell(closed, Handling.handedOver(facts, AgentMode.AUTO, by.actor(), why));
                } else {
                    hold.tell(closed);
                }
                audit.record(tx, tenant, by.author(), Deed.of("conversation.closed", conversation));
            }
            return true;
        });
    }

    public void reopen(TenantId tenant, ConversationId conversation, By by) {
        database.tenant(tenant, tx -> {
            Hold hold = Hold.of(tx, journal, tenant, conversation);
            if (!hold.facts().open()) {
                tx.update("UPDATE conversation SET state = 'open' WHERE tenant_id = :tenant AND id = :conversation")
                        .bind("tenant", tenant)
                        .bind("conversation", conversation)
                        .execute();
                hold.tell(new Event.ConversationOpened(
                        hold.facts().person(), hold.facts().chat(), true, Optional.of(by.actor())));
                audit.record(tx, tenant, by.author(), Deed.of("conversation.reopened", conversation));
            }
            return true;
        });
    }

    /// From now on people answer in it.
    public void takeOver(TenantId tenant, ConversationId conversation, By by) {
        database.tenant(tenant, tx -> {
            if (handling.takeOver(tx, tenant, conversation, by.actor(), Optional.empty())) {
                audit.record(tx, tenant, by.author(), Deed.of("conversation.takenOver", conversation));
            }
            return true;
        });
    }

    /// From now on the reply agent may answer in it.
    public void release(TenantId tenant, ConversationId conversation, By by) {
        database.tenant(tenant, tx -> {
            if (handling.release(tx, tenant, conversation, by.actor(), Optional.empty())) {
                audit.record(tx, tenant, by.author(), Deed.of("conversation.released", conversation));
            }
            return true;
        });
    }

    /// Nothing in it is unread any more. Answers with the latest message that came in, if any did.
    public Optional<MessageId> read(TenantId tenant, ConversationId conversation) {
        return database.tenant(tenant, tx -> {
            int found = tx.update("UPDATE conversation SET unread = 0 WHERE tenant_id = :tenant AND id = :conversation")
                    .bind("tenant", tenant)
                    .bind("conversation", conversation)
                    .execute();
            if (found == 0) {
                throw new Rejection.NotFound("conversation");
            }
            return tx.query("""
                    SELECT id FROM message
                     WHERE tenant_id = :tenant AND conversation_id = :conversation AND inbound AND wire_id IS NOT NULL
                     ORDER BY id DESC LIMIT 1
                    """)
                    .bind("tenant", tenant)
                    .bind("conversation", conversation)
                    .map((row, _) -> new MessageId(Rows.uuid(row, "id")))
                    .findOne();
        });
    }
}
