package dev.palomar.transport.web.engine;

import dev.palomar.model.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// The connection to one engine that has said hello: requests with their answers, and what it says by itself.
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private static final int VERSION = 1;

    private final Frames frames;
    private final Map<String, Mailbox> lines = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final Consumer<ObjectNode> heartbeat;
    private volatile boolean ended;

    /// `heartbeat` hears each of them.
    Link(Frames frames, Consumer<ObjectNode> heartbeat) {
        this.frames = frames;
        this.heartbeat = heartbeat;
    }

    /// Reads until the connection ends; then all open requests are [Answer.Silent].
    void run() {
        try {
            Optional<ObjectNode> next = frames.read();
            while (next.isPresent()) {
                dispatch(next.get());
                next = frames.read();
            }
        } catch (IOException broken) {
            LOG.atDebug().setCause(broken).log("an engine's connection broke");
        } finally {
            ended = true;
            frames.close();
            open.values().forEach(asked -> asked.complete(new Answer.Silent("the engine ended")));
            open.clear();
        }
    }

    private void dispatch(ObjectNode frame) {
        Optional<String> re = Json.string(frame, "re");
        if (re.isPresent()) {
            CompletableFuture<Answer> asked = open.remove(re.get());
            if (asked != null) {
                asked.complete(read(frame));
            }
            return;
        }
        if (frame.path("type").asString("").equals("heartbeat")) {
            heartbeat.accept(frame);
            return;
        }
        Optional<Mailbox> line = Json.string(frame, "session").map(lines::get);
        if (line.isPresent()) {
            line.get().frame(frame, () -> tooLate(frame));
        } else {
            tooLate(frame);
        }
    }

    private void tooLate(ObjectNode frame) {
        if (frame.has("id")) {
            refuse(frame, "stale-epoch", "the hub has no such line in this process any more");
        }
    }

    private static Answer read(ObjectNode frame) {
        if (frame.path("ok").asBoolean(false)) {
            return new Answer.Done(frame);
        }
        ObjectNode error = Json.child(frame, "error").orElseGet(Json::object);
        return new Answer.Failed(
                Json.string(error, "code").orElse("failed"),
                Json.string(error, "text").orElse(""));
    }

    /// Asks and waits. `body` gets type, id and version.
    Answer ask(String type, ObjectNode body, Duration patience) {
        String id = "h" + number.incrementAndGet();
        CompletableFuture<Answer> asked = new CompletableFuture<>();
        open.put(id, asked);
        try {
            frames.write(body.put("v", VERSION).put("type", type).put("id", id));
            if (ended) {
                return new Answer.Silent("the engine ended");
            }
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException broken) {
            return new Answer.Silent("the engine ended");
        } catch (TimeoutException late) {
            return new Answer.Silent("the engine did not answer within " + patience.toSeconds() + " seconds");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Answer.Silent("the hub is stopping");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            open.remove(id);
        }
    }

    /// Says something that is not answered. What cannot be said because the engine ended is dropped: its end is told
    /// anyway.
    void tell(ObjectNode frame) {
        try {
            frames.write(frame.put("v", VERSION));
        } catch (IOException ending) {
            LOG.atDebug().setCause(ending).log("an engine could not be told something");
        }
    }

    /// Answers one of the engine's requests with a refusal.
    void refuse(ObjectNode request, String code, String text) {
        ObjectNode answer = answer(request).put("ok", false);
        answer.putObject("error").put("code", code).put("text", text);
        tell(answer);
    }

    static ObjectNode answer(ObjectNode request) {
        ObjectNode answer = Json.object().put("type", "answer");
        answer.set("re", request.get("id"));
        for (String member : new String[] {"session", "epoch"}) {
            if (request.has(member)) {
                answer.set(member, request.get(member));
            }
        }
        return answer;
    }

    void listen(String session, Mailbox mailbox) {
        lines.put(session, mailbox);
    }

    void forget(String session) {
        lines.remove(session);
    }

    int sessions() {
        return lines.size();
    }

    /// To everybody who listens.
    void gone(String why) {
        lines.values().forEach(line -> line.gone(why));
        lines.clear();
    }

    void close() {
        frames.close();
    }
}
