package dev.palomar.conversation.search;

import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PlainText;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What of a message people can look for: everything in it that was written by somebody.
final class SaidText {

    private static final int LONGEST = 20_000;

    /// Of forms in Meta's shape: what is in members of these names.
    private static final List<String> WRITTEN =
            List.of("text", "title", "description", "body", "caption", "filename", "display_text", "formatted_name");

    private SaidText() {}

    static String of(MessageContent content) {
        List<String> parts = new ArrayList<>();
        switch (content) {
            case MessageContent.Text text -> parts.add(text.body());
            case MessageContent.Media media -> {
                media.caption().ifPresent(parts::add);
                media.filename().ifPresent(parts::add);
            }
            case MessageContent.Location place -> {
                place.name().ifPresent(parts::add);
                place.address().ifPresent(parts::add);
            }
            case MessageContent.Contacts people -> people.cards().forEach(card -> written(card, parts));
            case MessageContent.Interactive interactive -> written(interactive.form(), parts);
            case MessageContent.Template template -> {
                Json.string(template.form(), "name").ifPresent(name -> parts.add(name.replace('_', ' ')));
                written(template.form(), parts);
            }
            case MessageContent.Button button -> parts.add(button.text());
            case MessageContent.Order order -> written(order.form(), parts);
            case MessageContent.Poll poll -> {
                parts.add(poll.question());
                parts.addAll(poll.options());
            }
            case MessageContent.SystemNotice notice -> written(notice.form(), parts);
            case MessageContent.Edit edit -> parts.add(of(edit.now()));
            case MessageContent.PollVote _,
                    MessageContent.Reaction _,
                    MessageContent.Call _,
                    MessageContent.Revoke _,
                    MessageContent.Unsupported _ -> {}
        }
        String all = PlainText.clean(String.join("\n", parts));
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST);
    }

    private static void written(JsonNode form, List<String> parts) {
        if (form instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (member.getValue().isString()) {
                    if (WRITTEN.contains(member.getKey())) {
                        parts.add(member.getValue().asString());
                    }
                } else {
                    written(member.getValue(), parts);
                }
            });
        } else if (form.isArray()) {
            form.forEach(element -> written(element, parts));
        }
    }
}
