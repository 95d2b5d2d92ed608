package dev.palomar.conversation.reading;

import dev.palomar.conversation.GroupReceipts;
import dev.palomar.conversation.Groups;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The people of groups, with what they are called here.
final class MemberRows {

    private MemberRows() {}

    static List<MemberView> ofGroup(Tx tx, TenantId tenant, ConversationId conversation) {
        List<Groups.Member> members = tx.query("""
                SELECT g.members FROM conversation v
                  JOIN chat_group g ON g.tenant_id = v.tenant_id AND g.device_id = v.device_id AND g.id = substr(v.chat, 7)
                 WHERE v.tenant_id = :tenant AND v.id = :conversation AND v.contact_id IS NULL
                """)
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .map((row, _) -> Rows.maybeText(row, "members"))
                .findOne()
                .flatMap(stored -> stored)
                .map(Groups::read)
                .orElse(List.of());
        Map<String, Known> known = known(
                tx,
                tenant,
                members.stream()
                        .flatMap(member -> member.person().keys().stream())
                        .toList());
        return members.stream()
                .map(member ->
                        new MemberView(party(member.person(), known), Optional.of(member.admin()), Optional.empty()))
                .toList();
    }

    static List<MemberView> ofMessage(Tx tx, TenantId tenant, MessageId message) {
        List<GroupReceipts.Standing> standings = GroupReceipts.of(tx, tenant, message);
        Map<String, Known> known = known(
                tx,
                tenant,
                standings.stream().map(GroupReceipts.Standing::member).toList());
        return standings.stream()
                .map(standing -> new MemberView(
                        party(Identity.ofKeys(List.of(standing.member())), known),
                        Optional.empty(),
                        Optional.of(new MemberView.Receipt(standing.status().word(), standing.at()))))
                .toList();
    }

    private record Known(ContactId contact, Optional<String> name, List<String> keys) {}

    private static Parties.Party party(Identity person, Map<String, Known> known) {
        return person.keys().stream()
                .filter(known::containsKey)
                .findFirst()
                .map(known::get)
                .map(found ->
                        new Parties.Party(Identity.ofKeys(found.keys()), found.name(), Optional.of(found.contact())))
                .orElseGet(() -> new Parties.Party(person, Optional.empty(), Optional.empty()));
    }

    private static Map<String, Known> known(Tx tx, TenantId tenant, Collection<String> keys) {
        Map<String, Known> known = new HashMap<>();
        tx.query("""
                SELECT i.key, i.contact_id, c.name, ARRAY(SELECT o.key FROM contact_identity o
                                                           WHERE o.tenant_id = i.tenant_id AND o.contact_id = i.contact_id
                                                           ORDER BY o.key) AS keys
                  FROM contact_identity i JOIN contact c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id
                 WHERE i.tenant_id = :tenant AND i.key = ANY (:keys)
                """)
                .bind("tenant", tenant)
                .bindArray("keys", String.class, List.copyOf(keys))
                .map((row, _) -> known.put(
                        row.getString("key"),
                        new Known(
                                new ContactId(Rows.uuid(row, "contact_id")),
                                Rows.maybeText(row, "name"),
                                Rows.texts(row, "keys"))))
                .list();
        return known;
    }
}
