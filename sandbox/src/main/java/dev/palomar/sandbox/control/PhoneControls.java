package dev.palomar.sandbox.control;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Message;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.OnPhone;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.traffic.Files;
import dev.palomar.sandbox.traffic.Incoming;
import dev.palomar.sandbox.traffic.Outgoing;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// People and what they do with their phones.
final class PhoneControls {

    private final Network network;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Files files;
    private final WebControls web;

    PhoneControls(Network network, Incoming incoming, Outgoing outgoing, Files files, WebControls web) {
        this.network = network;
        this.web = web;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.files = files;
    }

    /// A person. Someone who already exists keeps everything that is not said anew.
    ObjectNode create(ObjectNode body) {
        PhoneNumber phone = PhoneNumber.parse(Asked.required(body, "phone"))
                .orElseThrow(() -> Refusal.wrong("phone is not a telephone number"));
        if (network.numberMeantBy(phone.e164()).isPresent()) {
            throw Refusal.wrong(phone + " is the number of a business");
        }
        Person person = network.person(phone)
                .orElseGet(() -> network.addPerson(phone, Asked.orElse(body, "name", phone.e164())));
        return change(person, body);
    }

    List<ObjectNode> list() {
        return network.people().stream().map(this::shown).toList();
    }

    ObjectNode shown(Person person) {
        ObjectNode shown = Json.object();
        shown.put("phone", person.phone().e164());
        shown.put("waId", person.phone().digits());
        shown.put("lid", person.lid());
        shown.put("name", person.name());
        shown.put("username", person.username());
        shown.put("identityHash", person.identityHash());
        shown.put("online", person.habits().online());
        shown.put("readsAtOnce", person.habits().readsAtOnce());
        shown.put("showsUserId", person.habits().showsUserId());
        shown.put("hidesNumber", person.habits().hidesNumber());
        shown.put("waiting", person.waiting().size());
        ArrayNode typing = shown.putArray("typing");
        Instant now = network.now();
        network.numbers().stream()
                .filter(number -> number.existingChat(person.phone().digits())
                        .filter(chat -> chat.businessTypes(now))
                        .isPresent())
                .forEach(number -> typing.add(number.id()));
        web.show(person, shown);
        return shown;
    }

    ObjectNode change(Person person, ObjectNode body) {
        Asked.only(
                body,
                "phone",
                "name",
                "username",
                "online",
                "readsAtOnce",
                "showsUserId",
                "hidesNumber",
                "addressedByLid",
                "passkey",
                "picture",
                "reachOutLimited");
        Person.Habits now = person.habits();
        boolean online = Asked.orElse(body, "online", now.online());
        person.rename(Asked.orElse(body, "name", person.name()));
        if (body.has("username")) {
            person.username(Json.text(body, "username").replaceFirst("^@", ""));
        }
        person.habits(new Person.Habits(
                online,
                Asked.orElse(body, "readsAtOnce", now.readsAtOnce()),
                Asked.orElse(body, "showsUserId", now.showsUserId()),
                Asked.orElse(body, "hidesNumber", now.hidesNumber())));
        if (online && !now.online()) {
            outgoing.arrive(person);
        }
        web.changed(person, body, online != now.online());
        network.moved();
        return shown(person);
    }

    /// Replaces a linked file by its bytes. Blocks; the network must not be held.
    ObjectNode fetchLinked(ObjectNode body) {
        String type = Json.text(body, "type");
        if (!Files.KINDS.contains(type) || !body.path(type).hasNonNull("link")) {
            return body;
        }
        String link = Json.text(body.path(type), "link");
        Files.Fetched fetched =
                files.fetch(link).orElseThrow(() -> Refusal.wrong("the file at " + link + " could not be fetched"));
        ObjectNode replaced = body.deepCopy();
        ObjectNode media = (ObjectNode) replaced.path(type);
        media.remove("link");
        media.put("data", Base64.getEncoder().encodeToString(fetched.bytes().array()));
        if (!media.has("mime_type")) {
            media.put("mime_type", fetched.mimeType());
        }
        return replaced;
    }

    ObjectNode write(Person person, ObjectNode body) {
        return network.numberMeantBy(Json.text(body, "to")).isEmpty()
                ? web.write(person, body)
                : writeToBusiness(person, body);
    }

    private ObjectNode writeToBusiness(Person person, ObjectNode body) {
        return incoming.write(person, addressee(body), body).shown();
    }

    /// The person's messages after the one with this id; waits for one to come, at most as long as asked.
    ObjectNode messages(Person person, String after, Duration wait) throws InterruptedException {
        network.await(() -> !after(person, after).isEmpty(), wait);
        return Json.list(after(person, after));
    }

    /// The person reads a message and all before it; without an id, everything. `played` listens to a voice
    /// message, too.
    ObjectNode read(Person person, ObjectNode body) {
        if (web.has(person, body)) {
            return web.read(person, body);
        }
        if (body.hasNonNull("id")) {
            Message message = message(person, body);
            outgoing.read(message, person);
            if (Json.truth(body, "played")) {
                outgoing.played(message);
            }
            return message.shown();
        }
        List<Message> unread = person.messages().stream()
                .filter(message -> message.fromBusiness() && message.status() == Message.Status.DELIVERED)
                .toList();
        unread.forEach(message -> outgoing.read(message, person));
        List<ObjectNode> read =
                new ArrayList<>(unread.stream().map(Message::shown).toList());
        read.addAll(web.readEverything(person));
        return Json.list(read);
    }

    ObjectNode react(Person person, ObjectNode body) {
        if (web.has(person, body)) {
            return web.react(person, body);
        }
        return incoming.react(person, message(person, body), Json.text(body, "emoji"))
                .shown();
    }

    /// `{id, text}` for a text message, or `{id, message:{type, …}}` for any other.
    ObjectNode edit(Person person, ObjectNode body) {
        ObjectNode replacement;
        if (body.path("message") instanceof ObjectNode given) {
            replacement = given;
        } else {
            String text = body.path("text").isObject() ? Json.text(body.path("text"), "body") : Json.text(body, "text");
            if (text.isEmpty()) {
                throw Refusal.wrong("text is missing");
            }
            replacement = Json.object().put("type", "text");
            replacement.putObject("text").put("body", text);
        }
        return web.has(person, body)
                ? web.edit(person, body, replacement)
                : incoming.edit(person, message(person, body), replacement).shown();
    }

    ObjectNode revoke(Person person, ObjectNode body) {
        if (web.has(person, body)) {
            return web.revoke(person, body);
        }
        return incoming.revoke(person, message(person, body)).shown();
    }

    ObjectNode call(Person person, ObjectNode body) {
        if (network.numberMeantBy(Json.text(body, "to")).isEmpty()) {
            return web.call(person, body);
        }
        return incoming.call(person, addressee(body));
    }

    /// `{to, stopped}`: the person stops the marketing of a business, or lets it go on.
    ObjectNode marketing(Person person, ObjectNode body) {
        BusinessNumber number = addressee(body);
        boolean stopped = Asked.orElse(body, "stopped", true);
        incoming.marketing(person, number, stopped);
        return Json.object().put("to", number.phone().e164()).put("stopped", stopped);
    }

    /// The person types. The Cloud API does not tell businesses so.
    ObjectNode typing(Person person, ObjectNode body) {
        if (network.numberMeantBy(Json.text(body, "to")).isEmpty()) {
            return web.typing(person, body);
        }
        BusinessNumber number = addressee(body);
        return Json.object().put("to", number.phone().e164()).put("told", false);
    }

    Person find(String phone) {
        return PhoneNumber.parse(phone)
                .flatMap(network::person)
                .orElseThrow(() -> Refusal.unknown("nobody has the number " + phone));
    }

    private BusinessNumber addressee(ObjectNode body) {
        String to = Asked.required(body, "to");
        BusinessNumber number =
                network.numberMeantBy(to).orElseThrow(() -> Refusal.unknown("there is no business number " + to));
        if (!number.registered()) {
            throw Refusal.wrong(number.phone() + " is not registered, so it is not on WhatsApp");
        }
        return number;
    }

    private Message message(Person person, ObjectNode body) {
        String id = Asked.required(body, "id");
        return person.find(id)
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .orElseThrow(() -> Refusal.unknown("the phone has no message " + id));
    }

    private List<ObjectNode> after(Person person, String after) {
        List<OnPhone> all = person.everything();
        int from = 0;
        if (!after.isEmpty()) {
            Optional<OnPhone> seen = person.find(after);
            if (seen.isEmpty()) {
                throw Refusal.unknown("the phone has no message " + after);
            }
            from = all.lastIndexOf(seen.get()) + 1;
        }
        return all.subList(from, all.size()).stream().map(OnPhone::shown).toList();
    }
}
