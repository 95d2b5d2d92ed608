package dev.palomar.sandbox.web.content;

import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Votes in polls: sealed once more, under a secret that the poll carries, so that only who has the poll reads
/// them.
public final class Votes {

    private Votes() {}

    /// Whether the message is a poll that can be voted in.
    public static boolean possible(WebMessage message) {
        return secret(message).length == 32;
    }

    /// @param creator how the poll's author is addressed in the chat, `voter` how the voter is
    static ProtoWriter seal(WebMessage poll, List<String> options, Jid creator, Jid voter) {
        ProtoWriter chosen = new ProtoWriter();
        options.forEach(option -> chosen.bytes(1, hash(option)));
        byte[] iv = Secrets.random(12);
        byte[] sealed = Secrets.sealGcm(
                key(secret(poll), poll.id(), creator, voter), iv, chosen.done(), context(poll.id(), voter));
        return new ProtoWriter().bytes(1, sealed).bytes(2, iv);
    }

    /// What was voted for. Author and voter may have been addressed in either way when it was sealed; empty when
    /// none of them opens it.
    public static Optional<JsonNode> open(WebMessage poll, Proto vote, List<Jid> creators, List<Jid> voters) {
        return creators.stream()
                .flatMap(creator -> voters.stream().flatMap(voter -> open(poll, vote, creator, voter).stream()))
                .findFirst();
    }

    private static Optional<JsonNode> open(WebMessage poll, Proto vote, Jid creator, Jid voter) {
        try {
            byte[] opened = Secrets.openGcm(
                    key(secret(poll), poll.id(), creator, voter),
                    vote.bytes(2),
                    vote.bytes(1),
                    context(poll.id(), voter));
            return Optional.of(names(poll, Proto.read(opened)));
        } catch (Secrets.Broken addressedOtherwise) {
            return Optional.empty();
        }
    }

    private static JsonNode names(WebMessage poll, Proto chosen) {
        List<JsonNode> names = new ArrayList<>();
        for (JsonNode option : poll.letter().content().path("poll").path("options")) {
            byte[] hash = hash(option.asString(""));
            if (chosen.blocks(1).stream().anyMatch(one -> Arrays.equals(one, hash))) {
                names.add(option);
            }
        }
        return Json.array().addAll(names);
    }

    private static byte[] secret(WebMessage message) {
        return Proto.read(message.letter().plain().array()).message(35).bytes(3);
    }

    private static byte[] hash(String option) {
        return Secrets.sha256(option.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] key(byte[] secret, String pollId, Jid creator, Jid voter) {
        byte[] names = (pollId + creator.bare() + voter.bare() + "Poll Vote").getBytes(StandardCharsets.UTF_8);
        return Secrets.hmac(Secrets.hmac(new byte[32], secret), names, new byte[] {1});
    }

    private static byte[] context(String pollId, Jid voter) {
        return (pollId + '\0' + voter.bare()).getBytes(StandardCharsets.UTF_8);
    }
}
