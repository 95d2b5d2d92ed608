package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.MediaFile;
import dev.palomar.sandbox.network.Message;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.network.Template;
import dev.palomar.sandbox.traffic.Files;
import dev.palomar.sandbox.traffic.Incoming;
import dev.palomar.sandbox.traffic.MediaKind;
import dev.palomar.sandbox.traffic.Outgoing;
import dev.palomar.sandbox.traffic.Told.Failure;
import dev.palomar.sandbox.traffic.Traffic;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /{phone-number-id}/messages`: sending, marking as read, typing.
final class Messages {

    private static final Duration TYPING = Duration.ofSeconds(25);
    private static final Duration REACHABLE = Duration.ofDays(30);
    private static final Set<String> ADDRESSES = Set.of(
            "messaging_product",
            "recipient_type",
            "to",
            "recipient",
            "type",
            "biz_opaque_callback_data",
            "recipient_identity_key_hash",
            "access_token",
            "appsecret_proof",
            "format",
            "pretty",
            "status");

    private final Network network;
    private final Outgoing outgoing;
    private final Incoming incoming;
    private final Files files;

    Messages(Network network, Traffic traffic) {
        this.network = network;
        this.outgoing = traffic.outgoing();
        this.incoming = traffic.incoming();
        this.files = traffic.files();
    }

    JsonNode post(Request request, BusinessNumber number) {
        request.requireProduct();
        if (!request.caller().scopes().contains("whatsapp_business_messaging")) {
            throw GraphError.plain(
                    403, 10, Optional.empty(), "(#10) Application does not have permission for this action");
        }
        if (request.text("status").equals("read")) {
            return markRead(request, number);
        }
        return send(request, number);
    }

    /// `POST /{phone-number-id}/marketing_messages`: the same for marketing templates alone.
    JsonNode postMarketing(Request request, BusinessNumber number) {
        request.requireProduct();
        if (!request.text("type").equals("template")) {
            throw GraphError.of(131055, "Only template messages can be sent by this API.");
        }
        return send(request, number);
    }

    private JsonNode send(Request request, BusinessNumber number) {
        ObjectNode written = request.parameters();
        if (!request.has("to") && !request.has("recipient")) {
            throw GraphError.parameter("The parameter to is required.");
        }
        String type = MessageRules.check(written);
        if (!number.registered()) {
            throw GraphError.of(133010, "The account is not registered.");
        }
        Recipient to = recipient(request, number);
        if (to.phone().equals(number.phone())) {
            throw GraphError.of(131021, "Sender and recipient are the same.");
        }
        Optional<Template> template =
                type.equals("template") ? Optional.of(template(written, number)) : Optional.empty();
        if (type.equals("reaction")) {
            reactionTarget(Json.text(written.path("reaction"), "message_id"), number);
        }
        JsonNode media = written.path(type);
        Optional<MediaFile> uploaded = media.hasNonNull("id") && Files.KINDS.contains(type)
                ? Optional.of(uploaded(Json.text(media, "id"), type, number))
                : Optional.empty();
        if (!number.takeThroughput(network.now())) {
            throw GraphError.of(130429, "Cloud API message throughput has been reached.");
        }
        if (!number.takePair(to.phone().digits(), network.now())) {
            throw GraphError.of(
                    131056,
                    "Message failed to send because there were too many messages sent from this phone number to the"
                            + " same phone number in a short period of time.");
        }

        ObjectNode content = Json.object();
        written.properties().stream()
                .filter(field -> !ADDRESSES.contains(field.getKey()))
                .forEach(field -> content.set(field.getKey(), field.getValue().deepCopy()));
        uploaded.ifPresent(file -> content.set(type, files.shown(media, file.mimeType(), file.bytes())));
        template.ifPresent(used -> content.set("rendered", Rendering.of(used, written.path("template"))));
        String id = network.ids().messageId(to.phone().digits(), true);
        Message message = new Message(id, number, to.phone(), true, type, content, network.now());
        message.callbackData(request.text("biz_opaque_callback_data"));
        template.ifPresent(used -> message.category(used.category().toLowerCase(Locale.ROOT)));
        Optional<Failure> obstacle = identity(request, to);
        if (media.hasNonNull("link") && Files.KINDS.contains(type)) {
            network.keep(message);
            Thread.ofVirtual().start(() -> fetchThenStart(message, media, type, obstacle));
        } else {
            outgoing.start(message, obstacle);
        }
        return accepted(request, to, id, template.isPresent());
    }

    private JsonNode accepted(Request request, Recipient to, String id, boolean template) {
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        ObjectNode contact = answer.putArray("contacts").addObject();
        contact.put("input", to.input());
        if (request.has("to")) {
            contact.put("wa_id", to.phone().digits());
        } else {
            contact.put("user_id", to.input());
        }
        ObjectNode message = answer.putArray("messages").addObject().put("id", id);
        if (template) {
            message.put("message_status", "accepted");
        }
        return answer;
    }

    private JsonNode markRead(Request request, BusinessNumber number) {
        String id = request.required("message_id");
        Message message = network.message(id)
                .filter(known -> known.number() == number && !known.fromBusiness())
                .filter(known -> known.at().plus(REACHABLE).isAfter(network.now()))
                .orElseThrow(() -> GraphError.of(131009, "Message id is invalid: " + id));
        network.person(message.person()).ifPresent(person -> {
            incoming.readByBusiness(message, person);
            if (request.parameters().path("typing_indicator").isObject()) {
                number.chat(person).businessTypesUntil(network.now().plus(TYPING));
                network.agenda().in(TYPING, network::moved);
            }
        });
        return Json.object().put("success", true);
    }

    private record Recipient(String input, PhoneNumber phone, Optional<Person> person) {}

    private Recipient recipient(Request request, BusinessNumber number) {
        if (!request.has("to")) {
            String userId = request.text("recipient");
            Person person = network.personByUserId(userId, number.account())
                    .orElseThrow(() -> GraphError.of(131009, "The recipient is not a known user id."));
            return new Recipient(userId, person.phone(), Optional.of(person));
        }
        String input = request.text("to");
        PhoneNumber phone = PhoneNumber.parse(input)
                .orElseThrow(() -> GraphError.of(131009, "The parameter to is not a valid phone number: " + input));
        Optional<Person> person = network.person(phone);
        return new Recipient(input, person.map(Person::phone).orElse(phone), person);
    }

    private Optional<Failure> identity(Request request, Recipient to) {
        String hash = request.text("recipient_identity_key_hash");
        return hash.isEmpty()
                ? Optional.empty()
                : to.person()
                        .filter(person -> !person.identityHash().equals(hash))
                        .map(_ -> new Failure(137000, "The recipient's identity key hash does not match."));
    }

    private Template template(ObjectNode written, BusinessNumber number) {
        ObjectNode wanted = Rule.object(written, "template", "template");
        String name = Json.text(wanted, "name");
        String language = Json.text(wanted.path("language"), "code");
        Template template = number.account().templates().values().stream()
                .filter(known -> known.name().equals(name) && known.language().equals(language))
                .findFirst()
                .orElseThrow(() -> GraphError.of(132001, "template name (" + name + ") does not exist in " + language));
        switch (template.status()) {
            case "APPROVED" -> TemplateRules.check(template, wanted);
            case "PAUSED" -> throw GraphError.of(132015, "template name (" + name + ") is paused");
            case "DISABLED" -> throw GraphError.of(132016, "template name (" + name + ") is disabled");
            default -> throw GraphError.of(132001, "template name (" + name + ") does not exist in " + language);
        }
        return template;
    }

    private void reactionTarget(String id, BusinessNumber number) {
        boolean known = network.message(id)
                .filter(message -> message.number() == number && !message.type().equals("reaction"))
                .filter(message -> message.at().plus(REACHABLE).isAfter(network.now()))
                .isPresent();
        if (!known) {
            throw GraphError.of(131009, "The message to react to does not exist: " + id);
        }
    }

    private MediaFile uploaded(String id, String type, BusinessNumber number) {
        MediaFile file = network.media(id)
                .filter(known -> known.numberId().equals(number.id()))
                .orElseThrow(() -> GraphError.of(131009, "Media with id " + id + " not found."));
        MediaKind.named(type).filter(kind -> kind != MediaKind.DOCUMENT).ifPresent(kind -> {
            if (MediaKind.ofMimeType(file.mimeType()).filter(kind::equals).isEmpty()) {
                throw GraphError.of(131053, "Unsupported " + type + " mime type " + file.mimeType() + ".");
            }
        });
        return file;
    }

    /// Meta fetches linked files after it has answered; what cannot be fetched fails later.
    private void fetchThenStart(Message message, JsonNode media, String type, Optional<Failure> obstacle) {
        String link = Json.text(media, "link");
        Optional<Files.Fetched> fetched = files.fetch(link);
        synchronized (network) {
            Optional<Failure> failure = obstacle;
            if (fetched.isEmpty()) {
                failure = Optional.of(new Failure(131053, "Downloading media from weblink failed: " + link));
            } else {
                String mimeType = fetched.get().mimeType();
                MediaKind kind = MediaKind.named(type).orElse(MediaKind.DOCUMENT);
                boolean fits = kind == MediaKind.DOCUMENT
                        || MediaKind.ofMimeType(mimeType).filter(kind::equals).isPresent();
                if (!fits || fetched.get().bytes().size() > kind.limit()) {
                    failure = Optional.of(new Failure(
                            131053,
                            "Unsupported " + type + " (" + mimeType + ") at the link, or the file is too large."));
                } else {
                    message.content()
                            .set(
                                    type,
                                    files.shown(media, mimeType, fetched.get().bytes()));
                }
            }
            outgoing.start(message, failure);
        }
    }
}
