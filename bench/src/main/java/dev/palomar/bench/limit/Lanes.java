package dev.palomar.bench.limit;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Posts events on: those of a conversation one after the other, in the order in which they were added;
/// those of different conversations side by side.
final class Lanes {

    private final Map<String, Queue<Event>> lanes = new ConcurrentHashMap<>();
    private final Consumer<Event> post;

    Lanes(Consumer<Event> post) {
        this.post = post;
    }

    void add(Event event) {
        lanes.compute(event.conversation(), (conversation, lane) -> {
            if (lane != null) {
                lane.add(event);
                return lane;
            }
            Queue<Event> opened = new ConcurrentLinkedQueue<>();
            opened.add(event);
            Thread.startVirtualThread(() -> run(conversation, opened));
            return opened;
        });
    }

    /// What is under way stays in its lane until it is done, and a lane in which nothing is left is closed.
    private void run(String conversation, Queue<Event> lane) {
        do {
            post.accept(lane.element());
        } while (lanes.computeIfPresent(conversation, (_, left) -> {
                    left.remove();
                    return left.isEmpty() ? null : left;
                })
                != null);
    }
}
