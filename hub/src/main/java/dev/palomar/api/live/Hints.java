package dev.palomar.api.live;

import dev.palomar.journal.Entry;
import dev.palomar.journal.Journal;
import dev.palomar.model.Json;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeliveryId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Tells those who listen for a tenant what moved. A busy tenant's hints are put together: whoever listens hears of
/// each kind of thing at most a few times a second.
public final class Hints {

    private static final int MOST_PENDING = 50;

    /// @param id   what moved; empty means several
    record Hint(
            String topic,
            Optional<String> id,
            Optional<String> device,
            Optional<String> conversation,
            Optional<String> endpoint) {

        ObjectNode json() {
            ObjectNode json = Json.object();
            json.put("topic", topic);
            json.put("id", id.orElse(null));
            json.put("deviceId", device.orElse(null));
            json.put("conversationId", conversation.orElse(null));
            json.put("endpointId", endpoint.orElse(null));
            return json;
        }
    }

    private final ConcurrentHashMap<TenantId, Set<Listener>> listeners = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TenantId, AtomicLong> counts = new ConcurrentHashMap<>();

    public Hints(Journal journal) {
        journal.listen(entries -> entries.forEach(this::appended));
    }

    /// A delivery was tried.
    public void attempted(TenantId tenant, DeliveryId delivery) {
        tell(
                tenant,
                () -> new Hint(
                        "delivery",
                        Optional.of(delivery.toString()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(delivery.endpoint().text())));
    }

    /// Something about the conversation moved that is no event: its labels, its notes, what is unread.
    public void conversation(TenantId tenant, ConversationId conversation, DeviceId device) {
        Optional<String> id = Optional.of(conversation.text());
        tell(tenant, () -> new Hint("conversation", id, Optional.of(device.text()), id, Optional.empty()));
    }

    /// Something of the tenant's own moved: `topic` says what kind of thing.
    public void changed(TenantId tenant, String topic, Id id) {
        tell(
                tenant,
                () -> new Hint(topic, Optional.of(id.text()), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    Listener listen(TenantId tenant) {
        Listener listener = new Listener();
        listeners.computeIfAbsent(tenant, _ -> ConcurrentHashMap.newKeySet()).add(listener);
        return listener;
    }

    void leave(TenantId tenant, Listener listener) {
        listeners.computeIfPresent(tenant, (_, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    /// How many hints there were for the tenant since the start.
    long count(TenantId tenant) {
        AtomicLong count = counts.get(tenant);
        return count == null ? 0 : count.get();
    }

    private void appended(Entry entry) {
        Optional<String> device = entry.device().map(DeviceId::text);
        Optional<String> conversation = entry.conversation().map(ConversationId::text);
        tell(entry.tenant(), () -> switch (entry.type()) {
            case MESSAGE_RECEIVED,
                    MESSAGE_QUEUED,
                    MESSAGE_SENT,
                    MESSAGE_DELIVERED,
                    MESSAGE_READ,
                    MESSAGE_PLAYED,
                    MESSAGE_FAILED,
                    MESSAGE_EDITED,
                    MESSAGE_REVOKED,
                    MESSAGE_REACTION,
                    CALL_RECEIVED ->
                new Hint("message", entry.message().map(MessageId::text), device, conversation, Optional.empty());
            case DEVICE_STATE, DEVICE_QR, DEVICE_LIMIT, ACCOUNT_UPDATE ->
                new Hint("device", device, device, Optional.empty(), Optional.empty());
            case TEMPLATE_STATUS -> new Hint("template", Optional.empty(), device, Optional.empty(), Optional.empty());
            case CONVERSATION_OPENED, CONVERSATION_ASSIGNED, CONVERSATION_CLOSED, CONVERSATION_HANDOVER ->
                new Hint("conversation", conversation, device, conversation, Optional.empty());
            case CONTACT_UPDATED -> new Hint("contact", Optional.empty(), device, conversation, Optional.empty());
            case ALERT_OPENED, ALERT_CLOSED ->
                new Hint("alert", Optional.empty(), device, Optional.empty(), Optional.empty());
            case ENDPOINT_TEST, ENDPOINT_FAILING, ENDPOINT_DISABLED -> {
                Optional<String> endpoint = entry.only().map(EndpointId::text);
                yield new Hint("endpoint", endpoint, Optional.empty(), Optional.empty(), endpoint);
            }
        });
    }

    private void tell(TenantId tenant, java.util.function.Supplier<Hint> hint) {
        Set<Listener> all = listeners.get(tenant);
        counts.computeIfAbsent(tenant, _ -> new AtomicLong()).incrementAndGet();
        if (all != null) {
            Hint told = hint.get();
            all.forEach(listener -> listener.add(told));
        }
    }

    /// One open stream.
    static final class Listener {

        private final Map<Hint, Boolean> pending = new LinkedHashMap<>();
        private boolean ended;

        synchronized void add(Hint hint) {
            if (pending.size() < MOST_PENDING) {
                pending.put(hint, true);
            } else {
                pending.put(
                        new Hint(hint.topic(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        true);
            }
            notifyAll();
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        /// What came up, after at most `millis`; null when the stream is to end.
        synchronized @Nullable List<Hint> next(long millis) throws InterruptedException {
            long end = System.nanoTime() + millis * 1_000_000;
            while (pending.isEmpty() && !ended) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return List.of();
                }
                wait(left);
            }
            if (ended) {
                return null;
            }
            List<Hint> hints = new ArrayList<>(pending.keySet());
            pending.clear();
            return hints;
        }
    }
}
