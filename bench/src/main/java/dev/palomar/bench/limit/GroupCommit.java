package dev.palomar.bench.limit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Writes in one thread what many hand over: whatever comes while a commit is under way shares the next
/// one, in the order in which it came. When a commit fails the program ends, so that nothing is answered
/// that is not on disk.
final class GroupCommit<T> {

    /// Writes a group. Called by the one thread, so it may keep a connection.
    @FunctionalInterface
    interface Writer<T> {

        /// Returns after the commit.
        void write(List<T> group) throws SQLException;
    }

    private static final int LARGEST = 1_024;

    private final BlockingQueue<T> waiting = new LinkedBlockingQueue<>();
    private final Duration patience;
    private final Writer<T> writer;

    private GroupCommit(Duration patience, Writer<T> writer) {
        this.patience = patience;
        this.writer = writer;
    }

    /// `patience` is how long the first of a group waits for others: nothing where somebody waits for the
    /// commit.
    static <T> GroupCommit<T> start(String thread, Duration patience, Writer<T> writer) {
        GroupCommit<T> commit = new GroupCommit<>(patience, writer);
        Thread.ofPlatform().daemon().name(thread).start(commit::run);
        return commit;
    }

    void add(T one) {
        waiting.add(one);
    }

    private void run() {
        List<T> group = new ArrayList<>(LARGEST);
        try {
            while (true) {
                group.add(waiting.take());
                if (patience.isPositive()) {
                    Thread.sleep(patience);
                }
                waiting.drainTo(group, LARGEST - 1);
                writer.write(group);
                group.clear();
            }
        } catch (SQLException | InterruptedException | RuntimeException failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }
}
