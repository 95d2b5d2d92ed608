package dev.palomar.privacy;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Takes a person out of what is known of groups.
final class GroupSweep implements Erasable {

    private record Group(UUID device, String id, ArrayNode members) {}

    @Override
    public String what() {
        return "groupMemberships";
    }

    @Override
    public Set<String> tables() {
        return Set.of("chat_group");
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        List<Group> groups = tx.query("""
                SELECT device_id, id, members FROM chat_group
                 WHERE tenant_id = :tenant
                   AND EXISTS (SELECT FROM unnest(:names) AS n (name) WHERE position('"' || n.name || '"' IN members) > 0
                                                                        OR position('"+' || n.name || '"' IN members) > 0)
                 LIMIT 100 FOR UPDATE
                """)
                .bind("tenant", subject.tenant())
                .bindArray("names", String.class, subject.names())
                .map((row, _) -> new Group(Rows.uuid(row, "device_id"), row.getString("id"), (ArrayNode)
                        Json.read(row.getString("members"))))
                .list();
        for (Group group : groups) {
            ArrayNode others = Json.array();
            group.members()
                    .valueStream()
                    .filter(member -> !isOne(member, subject))
                    .forEach(others::add);
            tx.update("""
                    UPDATE chat_group SET members = :members
                     WHERE tenant_id = :tenant AND device_id = :device AND id = :id
                    """)
                    .bind("members", Json.text(others))
                    .bind("tenant", subject.tenant())
                    .bind("device", group.device())
                    .bind("id", group.id())
                    .execute();
        }
        return Part.of(groups.size());
    }

    private static boolean isOne(JsonNode member, Subject subject) {
        return member.properties().stream()
                .map(field -> field.getValue().asString(""))
                .map(name -> name.startsWith("+") ? name.substring(1) : name)
                .anyMatch(subject.names()::contains);
    }
}
