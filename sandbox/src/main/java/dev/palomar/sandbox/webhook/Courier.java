package dev.palomar.sandbox.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/// Carries updates to one address, one call at a time and in order; what gathers meanwhile goes into the next
/// call.
final class Courier implements AutoCloseable {

    private final LinkedBlockingQueue<Update> waiting = new LinkedBlockingQueue<>();
    private final Post post;
    private final Post.Address address;
    private final int most;
    private final Thread thread;

    /// @param most how many updates one call may hold
    Courier(Post post, Post.Address address, int most) {
        this.post = post;
        this.address = address;
        this.most = most;
        thread = Thread.ofVirtual().name("courier " + address.url()).start(this::run);
    }

    void hand(Update update) {
        waiting.add(update);
    }

    int waiting() {
        return waiting.size();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Update> batch = new ArrayList<>();
                batch.add(waiting.take());
                waiting.drainTo(batch, most - 1);
                post.deliver(address, batch);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
