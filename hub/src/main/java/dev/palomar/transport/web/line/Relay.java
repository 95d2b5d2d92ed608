package dev.palomar.transport.web.line;

import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.model.Json;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.Way;
import dev.palomar.transport.web.store.CallRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Brings what is asked about a line to the node that holds it, and the answer back, through the database that all
/// nodes share. While this node is the only one nothing is looked for.
final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration ALONE = Duration.ofSeconds(1);

    /// What the way there and back may take beyond what the engine may.
    private static final Duration GRACE = Duration.ofSeconds(5);

    static final Answer NOT_OPEN = new Answer.Failed("not-open", "The device is not online.");

    /// Answers on the node that holds the line.
    interface Holder {
        Answer answer(LineId line, String type, ObjectNode body, Duration patience);
    }

    private final Node node;
    private final CallRows rows;
    private final RandomGenerator random;
    private final Holder holder;
    private volatile boolean closed;

    Relay(Node node, CallRows rows, RandomGenerator random, Holder holder) {
        this.node = node;
        this.rows = rows;
        this.random = random;
        this.holder = holder;
    }

    void start() {
        Thread.ofVirtual().name("lines-relay").start(this::answering);
    }

    void close() {
        closed = true;
    }

    /// The way to a line that another node holds.
    Way to(LineId line) {
        return (type, body, patience) -> ask(line, type, body, patience);
    }

    /// Says something to whoever holds the line, without waiting.
    void tell(LineId line, String type) {
        Thread.ofVirtual().start(() -> {
            try {
                ask(line, type, Json.object(), GRACE);
            } catch (RuntimeException away) {
                LOG.atDebug().setCause(away).log("another node could not be told something");
            }
        });
    }

    private Answer ask(LineId line, String type, ObjectNode body, Duration patience) {
        UUID call = new UUID(random.nextLong(), random.nextLong());
        ObjectNode question = Json.object().put("type", type).put("patience", patience.toMillis());
        question.set("body", body);
        Duration most = patience.plus(GRACE);
        if (!rows.ask(line, call, node.id(), question, most)) {
            return NOT_OPEN;
        }
        long end = System.nanoTime() + most.toNanos();
        try {
            while (System.nanoTime() < end) {
                Thread.sleep(GLANCE.dividedBy(2));
                Optional<ObjectNode> answer = rows.answer(line, call);
                if (answer.isPresent()) {
                    return read(answer.get());
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        rows.forget(line, call);
        return new Answer.Silent("the node that holds the line did not answer");
    }

    private void answering() {
        while (!closed) {
            try {
                Thread.sleep(node.alone() ? ALONE : GLANCE);
                if (!node.alone()) {
                    rows.take(mine()).forEach(call -> Thread.ofVirtual().start(() -> answer(call)));
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException away) {
                LOG.atDebug().setCause(away).log("it cannot be seen what other nodes ask");
            }
        }
    }

    private List<Integer> mine() {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (node.owns(slot)) {
                slots.add(slot);
            }
        }
        return slots;
    }

    private void answer(CallRows.Call call) {
        ObjectNode question = call.question();
        try {
            rows.answer(
                    call,
                    written(holder.answer(
                            call.line(),
                            question.path("type").asString(""),
                            Json.child(question, "body").orElseGet(Json::object),
                            Duration.ofMillis(question.path("patience").asLong(0)))));
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .setCause(failure)
                    .addKeyValue("device", call.line().device())
                    .log("what another node asked could not be answered");
        }
    }

    private static ObjectNode written(Answer answer) {
        return switch (answer) {
            case Answer.Done(ObjectNode body) -> {
                ObjectNode written = Json.object();
                written.set("done", body);
                yield written;
            }
            case Answer.Failed(String code, String text) ->
                Json.object().put("failed", code).put("text", text);
            case Answer.Silent(String why) -> Json.object().put("silent", why);
        };
    }

    private static Answer read(ObjectNode written) {
        Optional<ObjectNode> done = Json.child(written, "done");
        if (done.isPresent()) {
            return new Answer.Done(done.get());
        }
        return written.has("failed")
                ? new Answer.Failed(
                        written.path("failed").asString(""),
                        written.path("text").asString(""))
                : new Answer.Silent(written.path("silent").asString(""));
    }
}
