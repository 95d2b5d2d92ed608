package dev.palomar.transport.web.line;

import dev.palomar.transport.web.engine.Mailbox;
import java.util.Queue;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Something that happens to a line.
sealed interface Letter {

    /// Its engine says something. `epoch` says which opening of the line it is about.
    record Frame(long epoch, ObjectNode frame) implements Letter {

        /// Whether it is something to be kept and acknowledged.
        boolean isEvent() {
            return frame.has("seq") && !frame.has("id");
        }
    }

    /// Its engine's process is gone.
    record Gone(long epoch, String why) implements Letter {}

    /// Time passes.
    record Beat() implements Letter {}

    record Work(Consumer<Line> work) implements Letter {}

    /// Takes what the engine says about one opening of a line into its letters.
    static Mailbox inlet(Queue<Letter> letters, long epoch) {
        return new Mailbox() {
            @Override
            public void frame(ObjectNode frame) {
                if (frame.path("epoch").asLong(epoch) == epoch) {
                    letters.add(new Frame(epoch, frame));
                }
            }

            @Override
            public void gone(String why) {
                letters.add(new Gone(epoch, why));
            }
        };
    }
}
