package dev.palomar.conversation;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.event.Parties;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// To whom a message goes, as it is kept with the message.
public record Recipient(Identity identity, Optional<String> group) {

    public Parties.Chat chat() {
        return group.map(Parties.Chat::group).orElseGet(() -> Parties.Chat.with(identity));
    }

    public String text() {
        ObjectNode json = Json.object();
        identity.phone().ifPresent(phone -> json.put("phone", phone.e164()));
        identity.lid().ifPresent(lid -> json.put("lid", lid));
        identity.userId().ifPresent(id -> json.put("userId", id));
        identity.username().ifPresent(name -> json.put("username", name));
        group.ifPresent(id -> json.put("group", id));
        return Json.text(json);
    }

    public static Recipient read(String stored) {
        ObjectNode json = Json.readObject(stored);
        return new Recipient(
                new Identity(
                        Json.string(json, "phone").map(PhoneNumber::new),
                        Json.string(json, "lid"),
                        Json.string(json, "userId"),
                        Json.string(json, "username")),
                Json.string(json, "group"));
    }
}
