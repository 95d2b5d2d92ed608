package dev.palomar.outbound;

import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// A WhatsApp that does what the test says: by text of the message, else it takes everything.
final class ScriptedTransport implements Transport {

    static final Set<String> TYPES = Set.of(
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "reaction",
            "interactive",
            "template");

    /// What a person's own number can send.
    static final Set<String> PERSONAL = Set.of(
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "reaction",
            "poll",
            "edit",
            "revoke");

    private final List<Outgoing> calls = new ArrayList<>();
    private final Map<String, Queue<Function<Outgoing, SendOutcome>>> script = new ConcurrentHashMap<>();
    private volatile Capabilities capabilities = new Capabilities(false, TYPES, true);
    private volatile Optional<String> readRefused = Optional.empty();
    final List<String> read = new ArrayList<>();
    final List<String> typed = new ArrayList<>();

    /// As it is for the process that comes next, which has called for nothing yet.
    ScriptedTransport successor() {
        ScriptedTransport next = new ScriptedTransport();
        next.capabilities = capabilities;
        return next;
    }

    /// A person's own number, as over WhatsApp Web: it names its messages, and is seen typing.
    static ScriptedTransport personal() {
        ScriptedTransport web = new ScriptedTransport();
        web.capabilities = new Capabilities(true, PERSONAL, false, true);
        return web;
    }

    @Override
    public Optional<WireId> nameOf(MessageId message) {
        return capabilities.personal() ? Optional.of(new WireId("3EB0" + message.text())) : Optional.empty();
    }

    void repeatable() {
        capabilities = new Capabilities(true, TYPES, true);
    }

    void refuseReadMarks(String why) {
        readRefused = Optional.of(why);
    }

    /// The next call for the message with this text ends so.
    ScriptedTransport on(String text, SendOutcome outcome) {
        return on(text, _ -> outcome);
    }

    ScriptedTransport on(String text, Function<Outgoing, SendOutcome> outcome) {
        script.computeIfAbsent(text, _ -> new ConcurrentLinkedQueue<>()).add(outcome);
        return this;
    }

    static SendOutcome refused(String code) {
        return new SendOutcome.Refused(new SendError(code, "(#" + code + ")", "It will never go."), Optional.empty());
    }

    static SendOutcome notSent(Duration retryIn) {
        return new SendOutcome.NotSent(retryIn, new SendError("131016", "(#131016)", "Meta is away."));
    }

    static SendOutcome unknown() {
        return new SendOutcome.Unknown("the line broke");
    }

    static WireId wireIdOf(Outgoing message) {
        return new WireId("wamid." + message.id().text());
    }

    @Override
    public Session session(TenantId tenant, DeviceId device) {
        return new Session() {
            @Override
            public SendOutcome send(Outgoing message) {
                synchronized (calls) {
                    calls.add(message);
                }
                Queue<Function<Outgoing, SendOutcome>> next = script.get(text(message));
                Function<Outgoing, SendOutcome> outcome = next == null ? null : next.poll();
                return outcome == null
                        ? new SendOutcome.Accepted(nameOf(message.id()).orElseGet(() -> wireIdOf(message)))
                        : outcome.apply(message);
            }

            @Override
            public void composing(Outgoing message) {
                typed.add(text(message));
            }

            @Override
            public Optional<String> markRead(List<Received> messages, boolean typing) {
                messages.forEach(one -> read.add(one.id().value() + " of "
                        + one.from().phone().map(phone -> phone.e164()).orElse("nobody")
                        + one.group().map(group -> " in " + group).orElse("")));
                return readRefused;
            }

            @Override
            public Optional<String> markRead(WireId message, boolean typing) {
                read.add(message.value() + (typing ? " typing" : ""));
                return readRefused;
            }
        };
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    List<Outgoing> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /// What was called for, in its order.
    List<String> texts() {
        return calls().stream().map(ScriptedTransport::text).toList();
    }

    static String text(Outgoing message) {
        return message.content() instanceof MessageContent.Text said
                ? said.body()
                : message.content().type();
    }
}
