package dev.palomar.sandbox.web.content;

import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Messages that are about another message: reactions, edits, revocations, votes.
public final class Changes {

    private static final int REVOKE = 0;
    private static final int EDIT = 14;

    private final UnaryOperator<Jid> addresses;

    /// @param addresses how the network calls somebody
    public Changes(UnaryOperator<Jid> addresses) {
        this.addresses = addresses;
    }

    public Composed reaction(WebMessage to, String emoji, Instant now) {
        ObjectNode content = Json.object();
        content.putObject("reaction").put("message_id", to.id()).put("emoji", emoji);
        ProtoWriter reaction =
                new ProtoWriter().message(1, key(to)).text(2, emoji).number(4, now.toEpochMilli());
        return Composed.of("reaction", content, new ProtoWriter().message(46, reaction), Composed.Stanza.REACTION);
    }

    public Composed edit(WebMessage original, Composed replacement, Instant now) {
        ObjectNode content = Json.object();
        ObjectNode message = replacement.content().deepCopy().put("type", replacement.type());
        content.putObject("edit").put("original_message_id", original.id()).set("message", message);
        ProtoWriter change = new ProtoWriter()
                .message(1, key(original))
                .number(2, EDIT)
                .bytes(14, replacement.plain())
                .number(15, now.toEpochMilli());
        ProtoWriter inner = new ProtoWriter().message(12, change);
        ProtoWriter outer = new ProtoWriter().message(58, new ProtoWriter().message(1, inner));
        return Composed.of("edit", content, outer, new Composed.Stanza("text", "", "1"));
    }

    public Composed revoke(WebMessage original) {
        ObjectNode content = Json.object();
        content.putObject("revoke").put("original_message_id", original.id());
        ProtoWriter change = new ProtoWriter().message(1, key(original)).number(2, REVOKE);
        return Composed.of(
                "revoke", content, new ProtoWriter().message(12, change), new Composed.Stanza("text", "", "7"));
    }

    /// @param creator how the poll's author is addressed in the chat, `voter` how the voter is
    public Composed vote(WebMessage poll, List<String> options, Jid creator, Jid voter, Instant now) {
        ObjectNode content = Json.object();
        content.putObject("poll_vote")
                .put("message_id", poll.id())
                .set(
                        "options",
                        Json.array()
                                .addAll(options.stream()
                                        .<JsonNode>map(Json.object()::stringNode)
                                        .toList()));
        ProtoWriter sealed = Votes.seal(poll, options, creator, voter);
        ProtoWriter vote =
                new ProtoWriter().message(1, key(poll)).message(2, sealed).number(4, now.toEpochMilli());
        return Composed.of("poll_vote", content, new ProtoWriter().message(50, vote), Composed.Stanza.POLL);
    }

    /// Names a message from the point of view of the phone it lies on.
    private ProtoWriter key(WebMessage message) {
        ProtoWriter key = new ProtoWriter()
                .text(1, addresses.apply(message.letter().chat()).toString())
                .truth(2, message.own())
                .text(3, message.id());
        if (message.letter().chat().isGroup()) {
            key.text(4, addresses.apply(message.letter().sender().bare()).toString());
        }
        return key;
    }
}
