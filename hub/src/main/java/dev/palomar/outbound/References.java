package dev.palomar.outbound;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.media.MediaTypes;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Rejection;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Submission;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What submissions refer to by ids of ours: messages that they answer or react to, and files. Looked up for a whole
/// batch; another tenant's things do not exist.
final class References {

    private record MessageRef(TenantId tenant, MessageId message) {}

    /// @param name  empty while WhatsApp does not know it
    private record MessageFacts(Optional<WireId> name, boolean inbound) {}

    private record FileRef(TenantId tenant, MediaId file) {}

    private record FileFacts(String state, Optional<String> mimeType, Optional<String> sha256, long bytes) {}

    private final Map<MessageRef, MessageFacts> messages;
    private final Map<FileRef, FileFacts> files;

    private References(Map<MessageRef, MessageFacts> messages, Map<FileRef, FileFacts> files) {
        this.messages = messages;
        this.files = files;
    }

    static References of(Tx tx, List<Wanted> batch) {
        List<MessageRef> messages = new ArrayList<>();
        List<FileRef> files = new ArrayList<>();
        for (Wanted wanted : batch) {
            Submission submission = wanted.submission();
            submission
                    .quoted()
                    .flatMap(References::ours)
                    .ifPresent(id -> messages.add(new MessageRef(wanted.tenant(), id)));
            target(submission.content())
                    .flatMap(References::ours)
                    .ifPresent(id -> messages.add(new MessageRef(wanted.tenant(), id)));
            submission.files().forEach(file -> files.add(new FileRef(wanted.tenant(), file)));
        }
        try {
            return new References(findMessages(tx, messages), findFiles(tx, files));
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot look up what messages refer to", failure);
        }
    }

    private static Optional<WireId> target(MessageContent content) {
        return switch (content) {
            case MessageContent.Reaction reaction -> Optional.of(reaction.to());
            case MessageContent.Edit edit -> Optional.of(edit.original());
            case MessageContent.Revoke revoke -> Optional.of(revoke.original());
            case MessageContent _ -> Optional.empty();
        };
    }

    private static Optional<MessageId> ours(WireId id) {
        return MessageId.read(id.value());
    }

    /// The same with WhatsApp's ids in place of ours. Throws [Rejection.InvalidValue] when something is not there.
    Wanted resolve(Wanted wanted) {
        Submission submission = wanted.submission();
        List<Rejection.Fault> faults = new ArrayList<>();
        Optional<WireId> quoted =
                submission.quoted().map(id -> wireId(wanted.tenant(), id, "context.message_id", faults));
        MessageContent content = switch (submission.content()) {
            case MessageContent.Reaction(WireId to, String emoji) ->
                new MessageContent.Reaction(wireId(wanted.tenant(), to, "reaction.message_id", faults), emoji);
            case MessageContent.Edit(WireId original, MessageContent now) -> {
                theirs(wanted, original, false, "edit.original_message_id", faults);
                yield new MessageContent.Edit(
                        wireId(wanted.tenant(), original, "edit.original_message_id", faults), now);
            }
            case MessageContent.Revoke(WireId original) -> {
                boolean inGroup = submission.to().group().isPresent();
                theirs(wanted, original, inGroup, "revoke.original_message_id", faults);
                yield new MessageContent.Revoke(
                        wireId(wanted.tenant(), original, "revoke.original_message_id", faults));
            }
            case MessageContent.Media media
            when media.file() instanceof MediaSource.Stored stored -> media.at(known(wanted.tenant(), stored.id()));
            case MessageContent other -> other;
        };
        for (MediaId file : submission.files()) {
            objection(wanted.tenant(), file, submission.content()).ifPresent(faults::add);
        }
        if (!faults.isEmpty()) {
            throw new Rejection.InvalidValue(faults);
        }
        return wanted.with(submission.with(content, quoted));
    }

    private WireId wireId(TenantId tenant, WireId given, String field, List<Rejection.Fault> faults) {
        Optional<MessageId> ours = ours(given);
        if (ours.isEmpty()) {
            return given;
        }
        MessageFacts found = messages.get(new MessageRef(tenant, ours.get()));
        if (found == null) {
            faults.add(new Rejection.Fault(field, "there is no such message"));
        } else if (found.name().isEmpty()) {
            faults.add(new Rejection.Fault(field, "that message has not been sent yet, so WhatsApp does not know it"));
        } else {
            return found.name().get();
        }
        return given;
    }

    /// Nobody changes what others said, and only in a group may one take it back for them.
    private void theirs(Wanted wanted, WireId given, boolean allowed, String field, List<Rejection.Fault> faults) {
        boolean inbound = ours(given)
                .map(id -> messages.get(new MessageRef(wanted.tenant(), id)))
                .filter(MessageFacts::inbound)
                .isPresent();
        if (inbound && !allowed) {
            faults.add(new Rejection.Fault(field, "is not a message of ours"));
        }
    }

    private MediaSource known(TenantId tenant, MediaId file) {
        FileFacts facts = files.get(new FileRef(tenant, file));
        return facts == null
                ? new MediaSource.Stored(file, Optional.empty(), Optional.empty())
                : new MediaSource.Stored(file, facts.mimeType(), facts.sha256());
    }

    private Optional<Rejection.Fault> objection(TenantId tenant, MediaId file, MessageContent content) {
        FileFacts facts = files.get(new FileRef(tenant, file));
        String field = content instanceof MessageContent.Media ? content.type() + ".id" : content.type();
        Optional<String> words = facts == null
                ? Optional.of("there is no file " + file.text())
                : switch (facts.state()) {
                    case "stored" -> Optional.empty();
                    case "remote" -> Optional.of("the file " + file.text() + " is still being fetched from WhatsApp");
                    default -> Optional.of("WhatsApp no longer has the file " + file.text());
                };
        return words.map(why -> new Rejection.Fault(field, why)).or(() -> unfit(facts, content));
    }

    /// A file that nobody could open as what it is sent as.
    private static Optional<Rejection.Fault> unfit(@Nullable FileFacts facts, MessageContent content) {
        if (facts == null || facts.mimeType().isEmpty() || !(content instanceof MessageContent.Media media)) {
            return Optional.empty();
        }
        String type = facts.mimeType().get();
        if (media.is(MediaTrait.VOICE) && !MediaTypes.isVoice(type)) {
            return Optional.of(new Rejection.Fault(
                    "audio.voice", "a voice message is Ogg with Opus, and this file is " + type + "; leave voice out"));
        }
        return MediaTypes.objection(media.kind(), type, facts.bytes())
                .map(why -> new Rejection.Fault(content.type() + ".id", why));
    }

    private static Map<MessageRef, MessageFacts> findMessages(Tx tx, List<MessageRef> wanted) throws SQLException {
        Map<MessageRef, MessageFacts> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT m.tenant_id, m.id, m.inbound,
                       coalesce(m.wire_id, CASE WHEN o.status NOT IN ('queued', 'sending', 'expired', 'canceled')
                                                THEN o.wire_id END) AS wire_id
                  FROM unnest(?::uuid[], ?::uuid[]) AS u (tenant_id, id)
                  JOIN message m ON m.tenant_id = u.tenant_id AND m.id = u.id
                  LEFT JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
                """)) {
            new Columns(statement)
                    .add("uuid", wanted, ref -> ref.tenant().value())
                    .add("uuid", wanted, ref -> ref.message().value());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new MessageRef(
                                    new TenantId(Rows.uuid(rows, "tenant_id")), new MessageId(Rows.uuid(rows, "id"))),
                            new MessageFacts(
                                    Rows.maybeText(rows, "wire_id").map(WireId::new), rows.getBoolean("inbound")));
                }
            }
        }
        return found;
    }

    private static Map<FileRef, FileFacts> findFiles(Tx tx, List<FileRef> wanted) throws SQLException {
        Map<FileRef, FileFacts> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT m.tenant_id, m.id, m.state, m.mime_type, m.sha256, coalesce(m.bytes, 0) AS bytes
                  FROM unnest(?::uuid[], ?::uuid[]) AS u (tenant_id, id)
                  JOIN media m ON m.tenant_id = u.tenant_id AND m.id = u.id
                """)) {
            new Columns(statement)
                    .add("uuid", wanted, ref -> ref.tenant().value())
                    .add("uuid", wanted, ref -> ref.file().value());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new FileRef(new TenantId(Rows.uuid(rows, "tenant_id")), new MediaId(Rows.uuid(rows, "id"))),
                            new FileFacts(
                                    rows.getString("state"),
                                    Rows.maybeText(rows, "mime_type"),
                                    Rows.maybeText(rows, "sha256"),
                                    rows.getLong("bytes")));
                }
            }
        }
        return found;
    }
}
