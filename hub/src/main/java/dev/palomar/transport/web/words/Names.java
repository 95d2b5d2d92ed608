package dev.palomar.transport.web.words;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.PlainText;
import dev.palomar.model.WireId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whom the engine means: `{pn, lid, jid}`, any of which may be missing. A jid is `user@server`, perhaps with a device
/// (`user:3@server`).
final class Names {

    /// Longer ones would not fit into an index; WhatsApp's are far below.
    private static final int LONGEST = 200;

    private static final long YEAR_2100 = 4_102_444_800L;

    private Names() {}

    /// Empty when nobody is named.
    static Optional<Identity> identity(@Nullable JsonNode named) {
        Optional<String> pn = Json.string(named, "pn").or(() -> jid(named, "s.whatsapp.net"));
        Optional<String> lid = Json.string(named, "lid").or(() -> jid(named, "lid"));
        Optional<PhoneNumber> phone = pn.flatMap(Names::user).flatMap(PhoneNumber::read);
        Optional<String> linked = lid.flatMap(Names::user).flatMap(Names::fit);
        Optional<String> username = Json.string(named, "username").flatMap(Names::fit);
        if (phone.isEmpty() && linked.isEmpty()) {
            // neither a telephone number nor a LID, such as WhatsApp itself or one of its robots
            Optional<String> other = pn.or(() -> Json.string(named, "jid")).flatMap(Names::fit);
            return other.isEmpty() && username.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Identity(Optional.empty(), Optional.empty(), other, username));
        }
        return Optional.of(new Identity(phone, linked, Optional.empty(), username));
    }

    /// Who is meant by a bare jid, as in quotes and mentions.
    static Optional<Identity> ofJid(String jid) {
        return identity(Json.object().put("jid", jid));
    }

    private static Optional<String> jid(@Nullable JsonNode named, String server) {
        return Json.string(named, "jid").filter(jid -> server(jid).equals(server));
    }

    private static String server(String jid) {
        String server = jid.substring(jid.indexOf('@') + 1);
        return switch (server) {
            case "c.us", "hosted" -> "s.whatsapp.net";
            case "hosted.lid" -> "lid";
            default -> server;
        };
    }

    /// The part before the device and the server.
    private static Optional<String> user(String jid) {
        String user = jid.split("[@:_]", 2)[0];
        return user.isEmpty() ? Optional.empty() : Optional.of(user);
    }

    /// How a person is named in Meta's `context`: digits of the number, else the LID marked as such.
    static String word(Identity person) {
        return person.phone()
                .map(PhoneNumber::digits)
                .or(() -> person.lid().map(lid -> "lid:" + lid))
                .or(person::userId)
                .or(person::username)
                .orElse("");
    }

    static Optional<String> fit(String id) {
        return id.isBlank() || id.length() > LONGEST ? Optional.empty() : Optional.of(PlainText.clean(id));
    }

    static Optional<WireId> wireId(@Nullable JsonNode object, String name) {
        return Json.string(object, name).flatMap(Names::fit).map(WireId::new);
    }

    /// Seconds since 1970.
    static Optional<Instant> at(@Nullable JsonNode object, String name) {
        return Json.string(object, name).flatMap(text -> {
            try {
                long seconds = Long.parseLong(text);
                return seconds > 0 && seconds < YEAR_2100
                        ? Optional.of(Instant.ofEpochSecond(seconds))
                        : Optional.empty();
            } catch (NumberFormatException notATime) {
                return Optional.empty();
            }
        });
    }

    /// A name that somebody goes by, fit to be shown.
    static Optional<String> shown(@Nullable JsonNode object, String name) {
        return Json.string(object, name).map(text -> PlainText.line(text, 200)).filter(text -> !text.isEmpty());
    }

    static ObjectNode child(@Nullable JsonNode object, String name) {
        return Json.child(object, name).orElseGet(Json::object);
    }

    static boolean flag(@Nullable JsonNode object, String name) {
        return object != null && object.path(name).asBoolean(false);
    }

    /// Copies a member that is a text or a number, under another name.
    static void copy(ObjectNode from, String name, ObjectNode to, String as) {
        Json.string(from, name).filter(text -> !text.isEmpty()).ifPresent(text -> to.put(as, text));
    }
}
