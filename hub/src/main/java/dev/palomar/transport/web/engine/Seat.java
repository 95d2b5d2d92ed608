package dev.palomar.transport.web.engine;

import dev.palomar.model.Json;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// One line's place in an engine process, at one epoch. Useless once the process is gone: everything is then
/// [Answer.Silent].
public final class Seat implements Way {

    private final Link link;
    private final String session;
    private final long epoch;
    private final Ear ear;

    Seat(Link link, String session, long epoch, Ear ear) {
        this.link = link;
        this.session = session;
        this.epoch = epoch;
        this.ear = ear;
    }

    public long epoch() {
        return epoch;
    }

    @Override
    public Answer ask(String type, ObjectNode body, Duration patience) {
        long began = System.nanoTime();
        Answer answer = link.ask(type, body.put("session", session).put("epoch", epoch), patience);
        ear.asked(session, type, answer, Duration.ofNanos(System.nanoTime() - began));
        return answer;
    }

    /// Answers a request of the engine's.
    public void answer(ObjectNode request, ObjectNode body) {
        ObjectNode answer = Link.answer(request).put("ok", true);
        answer.setAll(body);
        link.tell(answer);
    }

    public void refuse(ObjectNode request, String code, String text) {
        link.refuse(request, code, text);
    }

    /// These events are on disk.
    public void acknowledge(Iterable<Long> events) {
        link.tell(about("ack", events));
    }

    /// These events could not be kept: WhatsApp must bring them again.
    public void giveBack(Iterable<Long> events, String why) {
        link.tell(about("nack", events).put("reason", why));
    }

    private ObjectNode about(String type, Iterable<Long> events) {
        ObjectNode frame =
                Json.object().put("type", type).put("session", session).put("epoch", epoch);
        var seq = frame.putArray("seq");
        events.forEach(seq::add);
        return frame;
    }

    /// Nothing is heard of the line any more.
    public void leave() {
        link.forget(session);
    }
}
