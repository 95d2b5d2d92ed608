package dev.palomar.outbound.request;

import dev.palomar.conversation.Recipient;
import dev.palomar.model.Identity;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.PlainText;
import dev.palomar.model.WireId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body of a request to send: Meta's form, or the short one (`{"to": …, "text": "…"}`).
/// Source of the form and its limits: Meta, "Cloud API / Reference / Messages".
public final class SendRequest {

    /// WhatsApp's ids of people and groups.
    private static final Pattern WIRE_NAME = Pattern.compile("[A-Za-z0-9._:@+=/-]{1,160}");

    private static final int REFERENCE = 128;

    private SendRequest() {}

    /// Throws [Rejection.InvalidValue] with every fault.
    public static Submission parse(ObjectNode body) {
        Form form = Form.of(body);
        form.oneOf("messaging_product", Set.of("whatsapp"));
        Recipient to = recipient(form);
        MessageContent content = content(form);
        Optional<Form> context = form.child("context");
        Optional<WireId> quoted = context.flatMap(SendRequest::quoted);
        List<Identity> mentions = context.map(SendRequest::mentions).orElse(List.of());
        context.ifPresent(Form::only);
        Optional<String> reference = reference(form);
        Optional<String> from = form.text("from", 1, 64);
        if (form.has("recipient_identity_key_hash")) {
            form.fault("recipient_identity_key_hash", "identity keys are not checked by this hub; leave it out");
        }
        form.passOn("recipient_identity_key_hash");
        form.only();
        form.throwIfFaulty();
        return new Submission(to, content, quoted, Submission.files(content), reference, from, mentions);
    }

    private static Recipient recipient(Form form) {
        String kind =
                form.oneOf("recipient_type", Set.of("individual", "group")).orElse("individual");
        Optional<String> to = form.text("to", 1, 160);
        Optional<String> userId = form.text("recipient", 1, 160);
        if (kind.equals("group")) {
            if (to.filter(id -> WIRE_NAME.matcher(id).matches()).isEmpty()) {
                form.fault("to", "expected WhatsApp's id of the group");
            }
            return new Recipient(Identity.NOBODY, to);
        }
        if (to.isPresent()) {
            Optional<PhoneNumber> phone = PhoneNumber.read(to.get());
            if (phone.isEmpty()) {
                form.fault("to", "expected a number like +5491155550100");
            }
            return new Recipient(phone.map(Identity::of).orElse(Identity.NOBODY), Optional.empty());
        }
        if (userId.isEmpty()) {
            if (!form.has("to") && !form.has("recipient")) {
                form.fault("to", "is missing");
            }
        } else if (!WIRE_NAME.matcher(userId.get()).matches()) {
            form.fault("recipient", "expected WhatsApp's id of the person, such as US.13491208655302741918");
        }
        return new Recipient(
                userId.map(id -> new Identity(Optional.empty(), Optional.empty(), Optional.of(id), Optional.empty()))
                        .orElse(Identity.NOBODY),
                Optional.empty());
    }

    private static MessageContent content(Form form) {
        if (!form.has("type") && form.has("text") && form.object().get("text").isString()) {
            form.passOn("type");
            return new MessageContent.Text(form.needText("text", 1, 4096), false);
        }
        String type = form.text("type", 1, 50).orElse("text");
        Optional<MediaKind> file = MediaKind.read(type);
        if (file.isPresent()) {
            return form.needChild(type)
                    .map(child -> FileForms.read(file.get(), child))
                    .orElse(nothing());
        }
        return switch (type) {
            case "text" -> form.needChild("text").map(SendRequest::text).orElse(nothing());
            case "location" ->
                form.needChild("location").map(SendRequest::location).orElse(nothing());
            case "contacts" -> CardForms.read(form);
            case "reaction" ->
                form.needChild("reaction").map(SendRequest::reaction).orElse(nothing());
            case "interactive" ->
                form.needChild("interactive").map(InteractiveForms::read).orElse(nothing());
            case "template" ->
                form.needChild("template").map(SendRequest::template).orElse(nothing());
            case "poll" -> form.needChild("poll").map(WebForms::poll).orElse(nothing());
            case "edit" -> form.needChild("edit").map(WebForms::edit).orElse(nothing());
            case "revoke" -> form.needChild("revoke").map(WebForms::revoke).orElse(nothing());
            default -> {
                form.fault(
                        "type",
                        "expected text, image, video, audio, document, sticker, location, contacts, reaction,"
                                + " interactive, template, poll, edit or revoke");
                form.passOn(type);
                yield nothing();
            }
        };
    }

    /// Stands where a fault was told.
    private static MessageContent nothing() {
        return new MessageContent.Text("", false);
    }

    private static MessageContent text(Form form) {
        MessageContent text = new MessageContent.Text(
                form.needText("body", 1, 4096), form.flag("preview_url").orElse(false));
        form.only();
        return text;
    }

    private static MessageContent location(Form form) {
        MessageContent place = new MessageContent.Location(
                form.needNumber("latitude", -90, 90),
                form.needNumber("longitude", -180, 180),
                form.text("name", 0, 1000),
                form.text("address", 0, 1000));
        form.only();
        return place;
    }

    private static MessageContent reaction(Form form) {
        String target = form.needText("message_id", 1, 512);
        if (!form.has("emoji")) {
            form.fault("emoji", "is missing; an empty one takes the reaction back");
        }
        String emoji = form.text("emoji", 0, 64).orElse("");
        form.only();
        return new MessageContent.Reaction(new WireId(target), emoji);
    }

    private static MessageContent template(Form form) {
        form.needText("name", 1, 512);
        form.needChild("language").ifPresent(language -> {
            language.needText("code", 2, 20);
            language.oneOf("policy", Set.of("deterministic"));
            language.only();
        });
        form.text("namespace", 0, 512);
        for (Form component : form.children("components", 0, 30)) {
            component.needText("type", 1, 50);
            component.text("sub_type", 0, 50);
            component.children("parameters", 0, 100);
        }
        form.only();
        return new MessageContent.Template(form.object());
    }

    /// Meta's `context` names the message that is answered; `mentions` is ours.
    private static Optional<WireId> quoted(Form context) {
        if (!context.has("message_id") && context.has("mentions")) {
            context.passOn("message_id");
            return Optional.empty();
        }
        return Optional.of(new WireId(context.needText("message_id", 1, 512)));
    }

    /// Numbers, or LIDs as events show them (`lid:…`).
    private static List<Identity> mentions(Form context) {
        List<Identity> mentions = new ArrayList<>();
        List<String> names = context.texts("mentions", 0, 256, 64);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Optional<PhoneNumber> phone = PhoneNumber.read(name);
            if (name.matches("lid:\\d{1,32}")) {
                mentions.add(new Identity(
                        Optional.empty(), Optional.of(name.substring(4)), Optional.empty(), Optional.empty()));
            } else if (phone.isPresent()) {
                mentions.add(Identity.of(phone.get()));
            } else {
                context.fault("mentions[" + i + "]", "expected a number like +5491155550100, or lid:…");
            }
        }
        return mentions;
    }

    private static Optional<String> reference(Form form) {
        Optional<String> own = form.text("clientReference", 1, REFERENCE);
        own.filter(text -> PlainText.clean(text).equals(text))
                .filter(SendRequest::isUnprintable)
                .ifPresent(_ -> form.fault("clientReference", "holds characters that cannot be printed"));
        Optional<String> metas = form.text("biz_opaque_callback_data", 0, 512)
                .filter(text -> !text.isEmpty() && text.length() <= REFERENCE && !isUnprintable(text));
        return own.or(() -> metas);
    }

    private static boolean isUnprintable(String text) {
        return text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }
}
