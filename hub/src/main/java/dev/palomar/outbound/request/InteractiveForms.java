package dev.palomar.outbound.request;

import dev.palomar.model.MediaKind;
import dev.palomar.model.MessageContent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `interactive` in all its kinds. Those that most people use are checked; the rest is WhatsApp's to judge.
/// Limits: Meta, "Cloud API / Reference / Messages / Interactive object".
final class InteractiveForms {

    private static final Set<String> PASSED_ON = Set.of(
            "product",
            "product_list",
            "catalog_message",
            "order_details",
            "order_status",
            "address_message",
            "call_permission_request",
            "voice_call",
            "carousel",
            "request_contact_info");

    private InteractiveForms() {}

    static MessageContent read(Form form) {
        String type = form.needText("type", 1, 100);
        switch (type) {
            case "button" -> {
                around(form, 1024, true, Set.of("text", "image", "video", "document"));
                form.needChild("action").ifPresent(InteractiveForms::buttons);
            }
            case "list" -> {
                around(form, 4096, true, Set.of("text"));
                form.needChild("action").ifPresent(InteractiveForms::list);
            }
            case "cta_url" -> {
                around(form, 1024, true, Set.of("text", "image", "video", "document"));
                form.needChild("action").ifPresent(InteractiveForms::link);
            }
            case "flow" -> {
                around(form, 1024, true, Set.of("text", "image", "video", "document"));
                form.needChild("action").ifPresent(action -> {
                    named(action, "flow");
                    action.needChild("parameters");
                    action.only();
                });
            }
            case "location_request_message" -> {
                around(form, 1024, true, Set.of());
                form.needChild("action").ifPresent(action -> {
                    named(action, "send_location");
                    action.only();
                });
            }
            default -> {
                if (PASSED_ON.contains(type)) {
                    form.passOn("header", "body", "footer");
                    form.needChild("action");
                } else if (!type.isEmpty()) {
                    form.fault(
                            "type",
                            "expected button, list, cta_url, flow, location_request_message or another kind that"
                                    + " Meta documents");
                    return new MessageContent.Interactive(form.object());
                }
            }
        }
        form.only();
        return new MessageContent.Interactive(form.object());
    }

    private static void around(Form form, int bodyMost, boolean bodyNeeded, Set<String> headers) {
        if (bodyNeeded || form.has("body")) {
            form.needChild("body").ifPresent(body -> {
                body.needText("text", 1, bodyMost);
                body.only();
            });
        }
        if (headers.isEmpty()) {
            return;
        }
        form.child("footer").ifPresent(footer -> {
            footer.needText("text", 1, 60);
            footer.only();
        });
        form.child("header").ifPresent(header -> header(header, headers));
    }

    private static void header(Form header, Set<String> kinds) {
        String type = header.needText("type", 1, 20);
        if (!kinds.contains(type)) {
            if (!type.isEmpty()) {
                header.fault(
                        "type",
                        "expected " + String.join(", ", kinds.stream().sorted().toList()));
            }
            return;
        }
        Optional<MediaKind> kind = MediaKind.read(type);
        if (kind.isPresent()) {
            header.needChild(type).ifPresent(file -> FileForms.read(kind.get(), file));
        } else {
            header.needText("text", 1, 60);
        }
        header.text("sub_text", 0, 60);
        header.only();
    }

    private static void buttons(Form action) {
        Set<String> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (Form button : action.children("buttons", 1, 3)) {
            button.oneOf("type", Set.of("reply"));
            button.needChild("reply").ifPresent(reply -> {
                unique(reply, "id", reply.needText("id", 1, 256), ids);
                unique(reply, "title", reply.needText("title", 1, 20), titles);
                reply.only();
            });
            button.only();
        }
        action.only();
    }

    private static void list(Form action) {
        action.needText("button", 1, 20);
        List<Form> sections = action.children("sections", 1, 10);
        Set<String> ids = new HashSet<>();
        int rows = 0;
        for (Form section : sections) {
            Optional<String> title = section.text("title", 0, 24);
            if (sections.size() > 1 && title.filter(text -> !text.isBlank()).isEmpty()) {
                section.fault("title", "is needed when there is more than one section");
            }
            for (Form row : section.children("rows", 1, 10)) {
                rows++;
                unique(row, "id", row.needText("id", 1, 200), ids);
                row.needText("title", 1, 24);
                row.text("description", 0, 72);
                row.only();
            }
            section.only();
        }
        if (rows > 10) {
            action.fault("sections", "have " + rows + " rows in all; at most 10 are allowed");
        }
        action.only();
    }

    private static void link(Form action) {
        named(action, "cta_url");
        action.needChild("parameters").ifPresent(parameters -> {
            parameters.needText("display_text", 1, 20);
            if (!parameters.has("url")) {
                parameters.fault("url", "is missing");
            }
            parameters.link("url");
            parameters.only();
        });
        action.only();
    }

    private static void named(Form action, String name) {
        if (!action.needText("name", 1, 50).equals(name)) {
            action.fault("name", "expected " + name);
        }
    }

    private static void unique(Form form, String name, String value, Set<String> seen) {
        if (!value.isEmpty() && !seen.add(value)) {
            form.fault(name, "is there twice");
        }
    }
}
