package dev.palomar.conversation;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Writes messages. They are never changed afterwards.
public final class Messages {

    private Messages() {}

    /// Records those that are not there yet, and says which those are. WhatsApp delivers at least once; a message is
    /// known by its device, its conversation and WhatsApp's id. The slots of their conversations are locked.
    public static Supplier<Set<MessageId>> insert(Tx tx, List<NewMessage> messages, Instant now) {
        if (messages.isEmpty()) {
            return HashSet::new;
        }
        return tx.ask(
                """
                INSERT INTO message (tenant_id, id, device_id, conversation_id, inbound, wire_id, type, content, preview,
                                     context, sent_at, recorded_at, backfilled, media_id, sender_id, author, about)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::boolean[], ?::text[], ?::text[],
                                     ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::boolean[],
                                     ?::uuid[], ?::uuid[], ?::text[], ?::text[])
                ON CONFLICT (tenant_id, device_id, conversation_id, wire_id) DO NOTHING
                RETURNING id
                """,
                columns -> columns.add(
                                "uuid", messages, message -> message.tenant().value())
                        .add("uuid", messages, message -> message.id().value())
                        .add("uuid", messages, message -> message.device().value())
                        .add("uuid", messages, message -> message.conversation().value())
                        .add("bool", messages, NewMessage::inbound)
                        .add(
                                "text",
                                messages,
                                message -> message.wireId().map(WireId::value).orElse(null))
                        .add("text", messages, message -> message.content().type())
                        .add("text", messages, message -> Json.text(ContentJson.write(message.content())))
                        .add("text", messages, message -> message.content().preview())
                        .add(
                                "text",
                                messages,
                                message -> message.context().map(Json::text).orElse(null))
                        .add("timestamptz", messages, NewMessage::sentAt)
                        .add("timestamptz", messages, _ -> now)
                        .add("bool", messages, NewMessage::backfilled)
                        .add(
                                "uuid",
                                messages,
                                message -> message.media().map(MediaId::value).orElse(null))
                        .add(
                                "uuid",
                                messages,
                                message ->
                                        message.sender().map(ContactId::value).orElse(null))
                        .add(
                                "text",
                                messages,
                                message -> message.author()
                                        .map(author -> PlainText.clean(author.stored()))
                                        .orElse(null))
                        .add(
                                "text",
                                messages,
                                message -> message.content()
                                        .about()
                                        .map(WireId::value)
                                        .orElse(null)),
                rows -> {
                    Set<MessageId> fresh = new HashSet<>();
                    while (rows.next()) {
                        fresh.add(new MessageId(Rows.uuid(rows, "id")));
                    }
                    return fresh;
                });
    }
}
