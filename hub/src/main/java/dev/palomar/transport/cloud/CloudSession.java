package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.MediaId;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One number's line to Meta. There is nothing to hold open: each call stands alone.
final class CloudSession implements Transport.Session {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final GraphClient graph;
    private final CloudAccount account;
    private final GraphAccess access;
    private final MediaShelf shelf;
    private final PairPauses pairs;

    CloudSession(GraphClient graph, CloudAccount account, GraphAccess access, MediaShelf shelf, PairPauses pairs) {
        this.graph = graph;
        this.account = account;
        this.access = access;
        this.shelf = shelf;
        this.pairs = pairs;
    }

    @Override
    public SendOutcome send(Transport.Outgoing message) {
        Map<MediaId, String> wireIds = new HashMap<>();
        for (MediaId file : OutgoingBody.files(message.content())) {
            switch (wireId(file)) {
                case Placed.At(String wireId) -> wireIds.put(file, wireId);
                case Placed.Not(SendOutcome outcome) -> {
                    return outcome;
                }
            }
        }
        Optional<ObjectNode> body = OutgoingBody.of(message, wireIds);
        if (body.isEmpty()) {
            return notPossible(message);
        }
        SendOutcome outcome = outcome(message, graph.post(account.phoneNumberId() + "/messages", body.get(), access));
        if (outcome instanceof SendOutcome.Refused) {
            // perhaps because WhatsApp lost the file: a retry brings it again
            wireIds.keySet().forEach(file -> shelf.forget(account.tenant(), file, account.phoneNumberId()));
        }
        return outcome;
    }

    @Override
    public Optional<String> markRead(WireId message, boolean typing) {
        ObjectNode body = Json.object()
                .put("messaging_product", "whatsapp")
                .put("status", "read")
                .put("message_id", message.value());
        if (typing) {
            body.set("typing_indicator", Json.object().put("type", "text"));
        }
        return switch (graph.post(account.phoneNumberId() + "/messages", body, access)) {
            case GraphAnswer.Done _ -> Optional.empty();
            case GraphAnswer.Refused refused ->
                Optional.of(MetaCodes.get().of(refused.error()).explanation());
            case GraphAnswer.Strange strange -> Optional.of("Meta answered with status " + strange.status() + ".");
            case GraphAnswer.Cut cut -> Optional.of("The call to Meta broke: " + cut.why());
            case GraphAnswer.NotReached away -> Optional.of("Meta could not be reached: " + away.why());
        };
    }

    private SendOutcome outcome(Transport.Outgoing message, GraphAnswer answer) {
        return switch (answer) {
            case GraphAnswer.Done done -> {
                pairs.went(account.phoneNumberId(), message);
                JsonNode first = done.body().path("messages").path(0);
                yield Json.string(first, "id")
                        .<SendOutcome>map(id -> new SendOutcome.Accepted(new WireId(id)))
                        .orElseGet(() -> new SendOutcome.Unknown("Meta took it and did not say under which id"));
            }
            case GraphAnswer.Refused refused -> refused(message, refused);
            case GraphAnswer.Strange strange
            when strange.status() >= 500 ->
                new SendOutcome.Unknown("status " + strange.status() + " without Meta's error");
            case GraphAnswer.Strange strange
            when strange.status() == 429 ->
                new SendOutcome.NotSent(
                        Duration.ofMinutes(1),
                        new SendError("http-429", "status 429", "Too many calls; it is tried again later."));
            case GraphAnswer.Strange strange
            when strange.status() >= 400 ->
                new SendOutcome.Refused(
                        new SendError(
                                "http-" + strange.status(),
                                "status " + strange.status() + " without Meta's error",
                                "Something between this hub and Meta refused the call. Check the base address of the"
                                        + " Graph API in the settings."),
                        Optional.empty());
            case GraphAnswer.Strange strange ->
                new SendOutcome.Unknown("status " + strange.status() + " and no answer that can be read");
            case GraphAnswer.Cut cut -> new SendOutcome.Unknown(cut.why());
            case GraphAnswer.NotReached away -> notReached(away);
        };
    }

    private SendOutcome refused(Transport.Outgoing message, GraphAnswer.Refused refused) {
        MetaCodes.Code code = MetaCodes.get().of(refused.error());
        SendError error = MetaCodes.get().told(refused.error());
        return switch (code.then()) {
            case REFUSED -> new SendOutcome.Refused(error, Optional.empty());
            case ACCOUNT, RESTRICTED -> new SendOutcome.Refused(error, Optional.of(code.explanation()));
            case PAIR -> new SendOutcome.NotSent(pairs.next(account.phoneNumberId(), message), error);
            case AGAIN, LIMIT -> {
                Duration ours = Duration.ofSeconds(code.waitSeconds());
                yield new SendOutcome.NotSent(
                        refused.retryIn()
                                .filter(asked -> asked.compareTo(ours) > 0)
                                .orElse(ours),
                        error);
            }
        };
    }

    /// Where one of our files is at WhatsApp.
    private sealed interface Placed {

        record At(String wireId) implements Placed {}

        /// The message cannot go, or not now: it certainly was not sent.
        record Not(SendOutcome outcome) implements Placed {}
    }

    private Placed wireId(MediaId file) {
        Optional<String> known = shelf.uploaded(account.tenant(), file, account.phoneNumberId());
        if (known.isPresent()) {
            return new Placed.At(known.get());
        }
        Optional<MediaShelf.Item> item = shelf.find(account.tenant(), file);
        if (item.isEmpty()) {
            return new Placed.Not(new SendOutcome.Refused(
                    new SendError(
                            "media-missing",
                            "There is no content for " + file.text() + ".",
                            "The file is not in this hub any more. Upload it again and use the new id."),
                    Optional.empty()));
        }
        GraphClient.Upload upload = new GraphClient.Upload(
                item.get().filename(), item.get().mimeType(), item.get().bytes(), item.get()::open);
        return switch (graph.upload(account.phoneNumberId() + "/media", upload, access)) {
            case GraphAnswer.Done done ->
                Json.string(done.body(), "id")
                        .<Placed>map(id -> {
                            shelf.remember(account.tenant(), file, account.phoneNumberId(), id);
                            return new Placed.At(id);
                        })
                        .orElseGet(() -> later("upload", "Meta took the file and did not say under which id"));
            case GraphAnswer.Refused refused -> new Placed.Not(uploadRefused(refused));
            case GraphAnswer.Strange strange -> later("http-" + strange.status(), "status " + strange.status());
            case GraphAnswer.Cut cut -> later("upload", cut.why());
            case GraphAnswer.NotReached away -> new Placed.Not(notReached(away));
        };
    }

    private static SendOutcome uploadRefused(GraphAnswer.Refused refused) {
        MetaCodes.Code code = MetaCodes.get().of(refused.error());
        SendError error = MetaCodes.get().told(refused.error());
        return switch (code.then()) {
            case REFUSED -> new SendOutcome.Refused(error, Optional.empty());
            case ACCOUNT, RESTRICTED -> new SendOutcome.Refused(error, Optional.of(code.explanation()));
            case AGAIN, LIMIT, PAIR -> new SendOutcome.NotSent(Duration.ofSeconds(code.waitSeconds()), error);
        };
    }

    /// Bringing a file twice does no harm.
    private static Placed later(String code, String why) {
        return new Placed.Not(new SendOutcome.NotSent(
                SOON, new SendError(code, why, "The file could not be brought to WhatsApp; it is tried again.")));
    }

    private static SendOutcome notReached(GraphAnswer.NotReached away) {
        return new SendOutcome.NotSent(
                SOON, new SendError("unreachable", away.why(), "Meta could not be reached; it is tried again."));
    }

    private static SendOutcome notPossible(Transport.Outgoing message) {
        boolean unknownType = !CloudTransport.TYPES.contains(message.content().type());
        return new SendOutcome.Refused(
                unknownType
                        ? new SendError(
                                "type-not-supported",
                                "Type " + message.content().type(),
                                "The Cloud API cannot send messages of this type.")
                        : new SendError(
                                "no-recipient",
                                "The contact has neither a phone number nor a user id.",
                                "The Cloud API can write to phone numbers and user ids only."),
                Optional.empty());
    }
}
