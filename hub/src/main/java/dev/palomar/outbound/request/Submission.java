package dev.palomar.outbound.request;

import dev.palomar.conversation.MediaIds;
import dev.palomar.conversation.Recipient;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MediaId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What somebody asks us to send, well formed. Whether it can be sent now is decided when it is submitted.
///
/// @param quoted  the message it answers, by WhatsApp's id or by ours; ours is looked up when it is submitted, as is
///                the one in a reaction
/// @param files   files of ours that it needs, wherever in the content they are named
/// @param from    which number is to send: its E.164 number or its device id, as the caller wrote it
/// @param mentions  people whom it names; WhatsApp tells them
public record Submission(
        Recipient to,
        MessageContent content,
        Optional<WireId> quoted,
        Set<MediaId> files,
        Optional<String> clientReference,
        Optional<String> from,
        List<Identity> mentions) {

    public Submission {
        files = Set.copyOf(files);
        mentions = List.copyOf(mentions);
    }

    public Submission(
            Recipient to,
            MessageContent content,
            Optional<WireId> quoted,
            Set<MediaId> files,
            Optional<String> clientReference,
            Optional<String> from) {
        this(to, content, quoted, files, clientReference, from, List.of());
    }

    /// A plain text to a person.
    public static Submission text(Recipient to, String body) {
        return new Submission(
                to,
                new MessageContent.Text(body, false),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    public Submission with(MessageContent now, Optional<WireId> answers) {
        return new Submission(to, now, answers, files, clientReference, from, mentions);
    }

    /// Files of ours that the content needs.
    public static Set<MediaId> files(MessageContent content) {
        return switch (content) {
            case MessageContent.Media _ -> MediaIds.of(content).map(Set::of).orElse(Set.of());
            case MessageContent.Interactive interactive -> FileForms.named(interactive.form());
            case MessageContent.Template template -> FileForms.named(template.form());
            case MessageContent.Text _,
                    MessageContent.Location _,
                    MessageContent.Contacts _,
                    MessageContent.Reaction _,
                    MessageContent.Button _,
                    MessageContent.Order _,
                    MessageContent.Poll _,
                    MessageContent.PollVote _,
                    MessageContent.SystemNotice _,
                    MessageContent.Call _,
                    MessageContent.Edit _,
                    MessageContent.Revoke _,
                    MessageContent.Unsupported _ -> Set.of();
        };
    }
}
