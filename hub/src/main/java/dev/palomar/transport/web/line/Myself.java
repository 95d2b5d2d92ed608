package dev.palomar.transport.web.line;

import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Whose phone a line is linked to (`me` of PROTOCOL.md).
///
/// @param program  its number among the programs linked to that phone
public record Myself(PhoneNumber phone, Optional<String> lid, Optional<Integer> program) {

    /// Empty when there is no telephone number in it.
    static Optional<Myself> read(ObjectNode me) {
        return Json.string(me, "pn")
                .flatMap(jid -> PhoneNumber.read(user(jid)))
                .map(phone -> new Myself(
                        phone,
                        Json.string(me, "lid").map(Myself::user),
                        me.path("device").isNumber()
                                ? Optional.of(me.path("device").asInt())
                                : Optional.empty()));
    }

    private static String user(String jid) {
        return jid.replaceAll("[:@].*", "");
    }
}
