package dev.palomar.bench.load;

import dev.palomar.bench.place.HubApi;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// A program without a public address: pulls a company's events as they come, page after page, until it is closed.
public final class EventReader implements AutoCloseable {

    private final HubApi api;
    private final AtomicLong events = new AtomicLong();
    private final Thread thread;
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private volatile boolean closing;

    /// Begins with what happens from now on.
    public EventReader(HubApi api) {
        this.api = api;
        this.thread = Thread.ofVirtual().start(this::read);
    }

    /// How many it has got. Throws what ended it, if something did.
    public long events() {
        failure.ifPresent(ended -> {
            throw ended;
        });
        return events.get();
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }

    private void read() {
        String after = "now";
        while (!closing) {
            try {
                JsonNode page = api.get("/v1/events?limit=200&wait=5&after=" + after);
                events.addAndGet(page.get("data").size());
                after = page.get("nextCursor").asString();
            } catch (RuntimeException failed) {
                failure = Optional.of(failed);
                return;
            }
        }
    }
}
