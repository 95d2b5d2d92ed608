package dev.palomar.conversation;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Messages that could not be decrypted when they arrived, and came again. They take the place that was kept for them:
/// the only case in which what is written in a message changes.
public final class Deciphered {

    private static final String PLACEHOLDER =
            Json.text(ContentJson.write(new MessageContent.Unsupported(MessageContent.Unsupported.UNREADABLE)));

    private Deciphered() {}

    /// `again` are there already, by WhatsApp's id. Those that were unreadable so far get what they say. Answers which
    /// message each of these is. The slots of their conversations are locked.
    public static Map<MessageId, MessageId> write(Tx tx, List<NewMessage> again) {
        Map<MessageId, MessageId> written = new HashMap<>();
        if (again.isEmpty()) {
            return written;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                UPDATE message m
                   SET type = u.type, content = u.content, preview = u.preview, context = u.context, media_id = u.media_id,
                       about = u.about
                  FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::uuid[], ?::text[])
                       AS u (tenant_id, id, device_id, conversation_id, wire_id, type, content, preview, context, media_id,
                             about)
                 WHERE m.tenant_id = u.tenant_id AND m.device_id = u.device_id AND m.wire_id = u.wire_id
                   AND m.conversation_id = u.conversation_id AND m.type = 'unsupported' AND m.content = ?
                RETURNING u.id, m.id AS known
                """)) {
            new Columns(statement)
                    .add("uuid", again, message -> message.tenant().value())
                    .add("uuid", again, message -> message.id().value())
                    .add("uuid", again, message -> message.device().value())
                    .add("uuid", again, message -> message.conversation().value())
                    .add(
                            "text",
                            again,
                            message ->
                                    message.wireId().map(name -> name.value()).orElse(null))
                    .add("text", again, message -> message.content().type())
                    .add("text", again, message -> Json.text(ContentJson.write(message.content())))
                    .add("text", again, message -> message.content().preview())
                    .add(
                            "text",
                            again,
                            message -> message.context().map(Json::text).orElse(null))
                    .add(
                            "uuid",
                            again,
                            message -> message.media().map(MediaId::value).orElse(null))
                    .add(
                            "text",
                            again,
                            message -> message.content()
                                    .about()
                                    .map(name -> name.value())
                                    .orElse(null));
            statement.setString(12, PLACEHOLDER);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    written.put(new MessageId(Rows.uuid(rows, "id")), new MessageId(Rows.uuid(rows, "known")));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write what became readable", failure);
        }
        return written;
    }
}
