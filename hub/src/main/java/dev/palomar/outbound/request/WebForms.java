package dev.palomar.outbound.request;

import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What can be sent over WhatsApp Web alone, in the form of the events that tell of it: `poll`, `edit`, `revoke`.
final class WebForms {

    /// WhatsApp's own limits, as its clients keep them.
    private static final int MOST_OPTIONS = 12;

    private static final int QUESTION = 255;
    private static final int OPTION = 100;
    private static final int CAPTION = 1024;

    private WebForms() {}

    static MessageContent poll(Form form) {
        String question = form.needText("name", 1, QUESTION);
        List<String> options = form.texts("options", 2, MOST_OPTIONS, OPTION);
        if (new HashSet<>(options).size() < options.size()) {
            form.fault("options", "holds the same answer twice");
        }
        int choices = form.has("selectable_count")
                ? (int) form.needNumber("selectable_count", 0, Math.max(options.size(), 1))
                : 1;
        form.only();
        return new MessageContent.Poll(question, options, choices);
    }

    static MessageContent revoke(Form form) {
        MessageContent revoke = new MessageContent.Revoke(original(form));
        form.only();
        return revoke;
    }

    static MessageContent edit(Form form) {
        WireId original = original(form);
        MessageContent now =
                form.needChild("message").map(WebForms::now).orElseGet(() -> new MessageContent.Text("", false));
        form.only();
        return new MessageContent.Edit(original, now);
    }

    private static WireId original(Form form) {
        return new WireId(form.needText("original_message_id", 1, 512));
    }

    /// A new text, or new words below a picture, film or document.
    private static MessageContent now(Form form) {
        String type =
                form.oneOf("type", Set.of("text", "image", "video", "document")).orElse("text");
        Optional<MediaKind> kind = MediaKind.read(type);
        Optional<Form> body = form.needChild(type);
        String words = body.map(part -> {
                    String text =
                            kind.isPresent() ? part.needText("caption", 0, CAPTION) : part.needText("body", 1, 4096);
                    part.only();
                    return text;
                })
                .orElse("");
        form.only();
        return kind.<MessageContent>map(file -> new MessageContent.Media(
                        file,
                        new MediaSource.AtWhatsApp("", Optional.empty(), Optional.empty()),
                        Optional.of(words),
                        Optional.empty(),
                        false))
                .orElseGet(() -> new MessageContent.Text(words, false));
    }
}
