package dev.palomar.transport.web.line;

import dev.palomar.transport.web.engine.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Something that happens to a line.
sealed interface Letter {

    /// Its engine says something. `epoch` says which opening of the line it is about.
    /// `tooLate` refuses it when it is a request.
    record Frame(long epoch, ObjectNode frame, Runnable tooLate) implements Letter {

        /// Whether it is something to be kept and acknowledged.
        boolean isEvent() {
            return frame.has("seq") && !frame.has("id");
        }
    }

    /// How many events one transaction holds.
    int A_BATCH = 64;

    /// Refuses what nobody will answer any more.
    default void turnAway() {
        if (this instanceof Frame frame) {
            frame.tooLate().run();
        }
    }

    /// Its engine's process is gone.
    record Gone(long epoch, String why) implements Letter {}

    /// Time passes.
    record Beat() implements Letter {}

    record Work(Consumer<Line> work) implements Letter {}

    /// The event `first` and those that directly follow it in `letters`, which are taken out.
    static List<ObjectNode> together(Queue<Letter> letters, ObjectNode first, long epoch) {
        List<ObjectNode> events = new ArrayList<>();
        events.add(first);
        while (events.size() < A_BATCH
                && letters.peek() instanceof Frame next
                && next.epoch() == epoch
                && next.isEvent()) {
            letters.remove();
            events.add(next.frame());
        }
        return events;
    }

    /// Takes what the engine says about one opening of a line into its letters.
    static Mailbox inlet(Queue<Letter> letters, long epoch) {
        return new Mailbox() {
            @Override
            public void frame(ObjectNode frame, Runnable tooLate) {
                letters.add(new Frame(frame.path("epoch").asLong(epoch), frame, tooLate));
            }

            @Override
            public void gone(String why) {
                letters.add(new Gone(epoch, why));
            }
        };
    }
}
