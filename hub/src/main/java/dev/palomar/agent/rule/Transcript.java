package dev.palomar.agent.rule;

import dev.palomar.agent.llm.Question;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PlainText;
import dev.palomar.model.WireId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was said, as a model is shown it: two sides in turn, files in words, edits applied, what was taken back left
/// out.
public final class Transcript {

    private static final Set<MessageStatus> NOT_SAID =
            Set.of(MessageStatus.FAILED, MessageStatus.CANCELED, MessageStatus.EXPIRED);

    private Transcript() {}

    /// @param newestFirst  as they are read
    public static List<Question.Turn> of(List<MessageView> newestFirst) {
        List<Question.Turn> turns = new ArrayList<>();
        for (LoopBreaker.Said said : said(newestFirst)) {
            boolean customer = !said.ours();
            if (turns.isEmpty() && !customer) {
                // it begins with the customer
                continue;
            }
            if (!turns.isEmpty() && turns.getLast().customer() == customer) {
                Question.Turn before = turns.removeLast();
                turns.add(new Question.Turn(customer, before.text() + "\n" + said.text()));
            } else {
                turns.add(new Question.Turn(customer, said.text()));
            }
        }
        return turns;
    }

    /// One by one, oldest first.
    public static List<LoopBreaker.Said> said(List<MessageView> newestFirst) {
        Map<WireId, Optional<MessageContent>> corrected = corrections(newestFirst);
        List<LoopBreaker.Said> said = new ArrayList<>();
        for (MessageView message : newestFirst.reversed()) {
            boolean unsaid = message.sent()
                    .filter(sent -> NOT_SAID.contains(sent.status()))
                    .isPresent();
            if (unsaid || message.revokedAt().isPresent()) {
                continue;
            }
            Optional<MessageContent> content =
                    message.wireId().map(corrected::get).orElse(Optional.of(message.content()));
            content.flatMap(Transcript::words)
                    .map(text -> PlainText.clean(text).strip())
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> said.add(new LoopBreaker.Said(!message.inbound(), text, message.createdAt())));
        }
        return said;
    }

    /// What messages say now that were changed; nothing of those that were taken back.
    private static Map<WireId, Optional<MessageContent>> corrections(List<MessageView> newestFirst) {
        Map<WireId, Optional<MessageContent>> corrections = new HashMap<>();
        for (MessageView message : newestFirst) {
            switch (message.content()) {
                case MessageContent.Edit edit -> corrections.putIfAbsent(edit.original(), Optional.of(edit.now()));
                case MessageContent.Revoke revoke -> corrections.put(revoke.original(), Optional.empty());
                default -> {
                    // says something of its own
                }
            }
        }
        return corrections;
    }

    /// In words; empty for what says nothing by itself.
    static Optional<String> words(MessageContent content) {
        return switch (content) {
            case MessageContent.Text text -> Optional.of(text.body());
            case MessageContent.Media media -> Optional.of(file(media));
            case MessageContent.Location place ->
                Optional.of("[location" + place.name().map(name -> ": " + name).orElse("")
                        + place.address().map(address -> ", " + address).orElse("") + " (" + place.latitude() + ", "
                        + place.longitude() + ")]");
            case MessageContent.Contacts _ -> Optional.of("[contact card: " + content.preview() + "]");
            case MessageContent.Interactive interactive -> Optional.of(interactive(interactive));
            case MessageContent.Template template ->
                Optional.of("[template message: "
                        + Json.string(template.form(), "name").orElse("") + "]");
            case MessageContent.Button button -> Optional.of(button.text());
            case MessageContent.Order _ -> Optional.of("[order from the catalogue] " + content.preview());
            case MessageContent.Poll poll ->
                Optional.of("[poll: " + poll.question() + " (" + String.join(" / ", poll.options()) + ")]");
            case MessageContent.PollVote vote ->
                vote.options()
                        .filter(options -> !options.isEmpty())
                        .map(options -> "[voted for: " + String.join(", ", options) + "]");
            case MessageContent.Call _ -> Optional.of("[called by telephone]");
            case MessageContent.Unsupported _ -> Optional.of("[a message of a kind that cannot be shown here]");
            case MessageContent.Reaction _,
                    MessageContent.SystemNotice _,
                    MessageContent.Edit _,
                    MessageContent.Revoke _ -> Optional.empty();
        };
    }

    private static String file(MessageContent.Media media) {
        String kind = media.voice() ? "voice message" : media.kind().word();
        String name = media.filename().map(file -> ": " + file).orElse("");
        return "[" + kind + name + "]"
                + media.caption().map(caption -> " " + caption).orElse("");
    }

    private static String interactive(MessageContent.Interactive interactive) {
        StringBuilder words = new StringBuilder(interactive.preview());
        Json.child(interactive.form(), "action")
                .ifPresent(action -> Json.elements(action, "buttons")
                        .forEach(button -> Json.child(button, "reply")
                                .flatMap(reply -> Json.string(reply, "title"))
                                .ifPresent(title ->
                                        words.append(" [button: ").append(title).append(']'))));
        return words.isEmpty() ? "[form]" : words.toString();
    }
}
