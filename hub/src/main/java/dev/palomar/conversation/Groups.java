package dev.palomar.conversation;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What groups are called and who is in them, as each number sees them.
public final class Groups {

    /// A group as one number sees it.
    public record Ref(TenantId tenant, DeviceId device, String group) {}

    /// Somebody in it.
    public record Member(Identity person, boolean admin) {

        /// Whether one of their names is also one of `other`.
        public boolean is(Identity other) {
            return person.keys().stream().anyMatch(other.keys()::contains);
        }
    }

    private Groups() {}

    /// Writes down what is known now; what is empty stays as it was.
    public static void write(
            Tx tx,
            Ref group,
            Optional<String> subject,
            Optional<String> description,
            Optional<List<Member>> members,
            Instant now) {
        tx.update("""
                INSERT INTO chat_group AS g (tenant_id, device_id, id, subject, description, members, updated_at)
                VALUES (:tenant, :device, :id, :subject, :description, :members, :now)
                ON CONFLICT (tenant_id, device_id, id) DO UPDATE
                   SET subject = coalesce(EXCLUDED.subject, g.subject),
                       description = coalesce(EXCLUDED.description, g.description),
                       members = coalesce(EXCLUDED.members, g.members),
                       updated_at = EXCLUDED.updated_at
                """)
                .bind("tenant", group.tenant())
                .bind("device", group.device())
                .bind("id", group.group())
                .bind("subject", subject.orElse(null))
                .bind(
                        "description",
                        description.map(dev.palomar.model.PlainText::clean).orElse(null))
                .bind("members", members.map(Groups::text).orElse(null))
                .bind("now", Timestamp.from(now))
                .execute();
    }

    /// Changes who is in a group, as far as that is known.
    public static void change(Tx tx, Ref group, UnaryOperator<List<Member>> change, Instant now) {
        members(tx, group, " FOR UPDATE")
                .ifPresent(members ->
                        write(tx, group, Optional.empty(), Optional.empty(), Optional.of(change.apply(members)), now));
    }

    /// Empty when it is not known who is in it.
    public static Optional<List<Member>> members(Tx tx, Ref group) {
        return members(tx, group, "");
    }

    private static Optional<List<Member>> members(Tx tx, Ref group, String lock) {
        return tx.query("SELECT members FROM chat_group WHERE tenant_id = :tenant AND device_id = :device AND id = :id"
                        + lock)
                .bind("tenant", group.tenant())
                .bind("device", group.device())
                .bind("id", group.group())
                .map((row, _) -> Rows.maybeText(row, "members"))
                .findOne()
                .flatMap(text -> text)
                .map(Groups::read);
    }

    private static String text(List<Member> members) {
        ArrayNode array = Json.array();
        for (Member member : members) {
            ObjectNode json = Json.object();
            member.person().phone().ifPresent(phone -> json.put("phone", phone.e164()));
            member.person().lid().ifPresent(lid -> json.put("lid", lid));
            member.person().userId().ifPresent(id -> json.put("userId", id));
            member.person().username().ifPresent(name -> json.put("username", name));
            array.add(json.put("admin", member.admin()));
        }
        return Json.text(array);
    }

    /// Reads what [#write] keeps.
    public static List<Member> read(String stored) {
        List<Member> members = new ArrayList<>();
        for (JsonNode json : Json.read(stored)) {
            Identity person = new Identity(
                    Json.string(json, "phone").map(PhoneNumber::new),
                    Json.string(json, "lid"),
                    Json.string(json, "userId"),
                    Json.string(json, "username"));
            members.add(new Member(person, json.path("admin").asBoolean(false)));
        }
        return members;
    }
}
