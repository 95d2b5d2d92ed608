package dev.palomar.transport.web.words;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What WhatsApp's server says in a chat: who joined a group, what it is called now, a call that was missed. `stub` of
/// the engine, `{type, parameters}`, with the names of WhatsApp's `StubType`.
final class Notices {

    /// Beginnings of notices that are not for people: about encryption, business accounts and their checks.
    private static final List<String> NOBODYS =
            List.of("E2E_", "BIZ_", "BLUE_MSG_", "VERIFIED_", "GENERIC_NOTIFICATION", "BROADCAST_", "UNKNOWN");

    private Notices() {}

    /// Empty when it is nobody's to read.
    static Optional<MessageContent> read(ObjectNode stub) {
        String type = Json.string(stub, "type").orElse("");
        List<String> parameters = new ArrayList<>();
        Json.elements(stub, "parameters").forEach(one -> parameters.add(one.asString("")));
        if (type.startsWith("CALL_MISSED")) {
            return Optional.of(new MessageContent.Call(missed(type)));
        }
        if (isNobodys(type)) {
            return Optional.empty();
        }
        return Optional.of(new MessageContent.SystemNotice(notice(type, parameters)));
    }

    /// What was deleted before it came in a history leaves a notice, too.
    private static boolean isNobodys(String type) {
        return !type.equals("E2E_IDENTITY_CHANGED")
                && (type.equals("REVOKE") || NOBODYS.stream().anyMatch(type::startsWith));
    }

    private static ObjectNode missed(String type) {
        return Json.object()
                .put("event", "missed")
                .put("direction", "USER_INITIATED")
                .put("video", type.contains("VIDEO"))
                .put("group", type.contains("GROUP"));
    }

    private static ObjectNode notice(String type, List<String> parameters) {
        String first = parameters.isEmpty() ? "" : parameters.getFirst();
        ObjectNode form = Json.object();
        switch (type) {
            case "GROUP_CREATE" ->
                form.put("type", "group_created")
                        .put("body", "The group was created: " + first)
                        .put("subject", first);
            case "GROUP_CHANGE_SUBJECT" ->
                form.put("type", "group_subject_changed")
                        .put("body", "The group is called " + first + " now")
                        .put("subject", first);
            case "GROUP_CHANGE_DESCRIPTION" ->
                form.put("type", "group_description_changed")
                        .put("body", "The group's description was changed")
                        .put("description", first);
            case "GROUP_CHANGE_ICON" ->
                form.put("type", "group_icon_changed").put("body", "The group's picture changed");
            case "GROUP_PARTICIPANT_ADD",
                    "GROUP_PARTICIPANT_ADD_REQUEST_JOIN",
                    "GROUP_PARTICIPANT_ACCEPT",
                    "GROUP_PARTICIPANT_LINKED_GROUP_JOIN" -> members(form, "group_members_added", "joined", parameters);
            case "GROUP_PARTICIPANT_INVITE" -> members(form, "group_members_added", "joined by a link", parameters);
            case "GROUP_PARTICIPANT_REMOVE" -> members(form, "group_members_removed", "removed", parameters);
            case "GROUP_PARTICIPANT_LEAVE" -> members(form, "group_members_left", "left", parameters);
            case "GROUP_PARTICIPANT_PROMOTE" -> members(form, "group_members_promoted", "made admin", parameters);
            case "GROUP_PARTICIPANT_DEMOTE" -> members(form, "group_members_demoted", "no admin any more", parameters);
            case "GROUP_PARTICIPANT_CHANGE_NUMBER" ->
                members(form, "group_member_changed_number", "changed their number", parameters);
            case "E2E_IDENTITY_CHANGED" ->
                form.put("type", "customer_identity_changed").put("body", "The person's security code changed");
            case "INDIVIDUAL_CHANGE_NUMBER" -> {
                form.put("type", "user_changed_number").put("body", "The person changed their number");
                Names.ofJid(first).ifPresent(person -> form.put("new_wa_id", Names.word(person)));
            }
            case "CHANGE_EPHEMERAL_SETTING" ->
                form.put("type", "ephemeral_setting_changed")
                        .put("body", "Messages disappear after " + first + " seconds")
                        .put("seconds", first);
            default -> {
                form.put("type", type.toLowerCase(Locale.ROOT)).put("body", "");
                ArrayNode told = form.putArray("parameters");
                parameters.forEach(told::add);
            }
        }
        return form;
    }

    private static void members(ObjectNode form, String type, String what, List<String> parameters) {
        List<Identity> people =
                parameters.stream().flatMap(text -> member(text).stream()).toList();
        List<String> words = people.stream().map(Notices::shown).toList();
        form.put("type", type).put("body", String.join(", ", words) + " " + what);
        ArrayNode members = form.putArray("members");
        people.forEach(person -> members.add(Quotes.mention(person)));
    }

    private static String shown(Identity person) {
        return person.phone().map(phone -> phone.e164()).orElseGet(() -> Names.word(person));
    }

    /// A jid, or JSON such as `{"id": jid, "phoneNumber": jid}`.
    private static Optional<Identity> member(String parameter) {
        if (!parameter.startsWith("{")) {
            return Names.ofJid(parameter);
        }
        try {
            JsonNode told = Json.read(parameter);
            ObjectNode named = Json.object();
            for (String name : List.of("id", "phoneNumber", "lid", "pn")) {
                Json.string(told, name)
                        .filter(jid -> !jid.isEmpty())
                        .ifPresent(jid -> named.put(jid.endsWith("@lid") ? "lid" : "pn", jid));
            }
            return Names.identity(named);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
