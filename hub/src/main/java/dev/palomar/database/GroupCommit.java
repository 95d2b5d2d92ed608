package dev.palomar.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// One commit for all who come while the previous one is under way. Nobody waits when the line is idle, and a busy
/// line shares the cost of reaching the disk. There may be several lanes; items of one lane are worked on in the order
/// in which they came. While there is little to do, one commit takes all lanes; busy ones commit side by side.
///
/// When a batch fails, its items are tried one by one, so that one bad item fails alone.
public final class GroupCommit<T, R extends @Nullable Object> implements AutoCloseable {

    private record Entry<T, R extends @Nullable Object>(T item, CompletableFuture<R> done) {}

    /// As many wait in a busy lane. Fewer are better off in one commit with the other lanes: the more rows a statement
    /// has, the less each of them costs.
    private static final int BUSY = 64;

    /// Milliseconds between two looks of a writer that nobody rings. It is rung for whatever comes, so a look finds
    /// nothing; each wakes a processor, and there are a dozen writers.
    private static final long LOOK = 1_000;

    /// The same while it is being closed.
    private static final long LAST_LOOK = 100;

    /// Entries in their order. Whoever holds `turn` works on them.
    private record Lane<T, R extends @Nullable Object>(
            LinkedBlockingQueue<Entry<T, R>> waiting, ReentrantLock turn, Semaphore bell) {}

    private final List<Lane<T, R>> lanes = new ArrayList<>();
    private final ToIntFunction<T> laneOf;
    private final Duration gathering;
    private final Function<List<T>, List<R>> work;
    private final int most;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closed;

    /// `work` does one transaction and answers one result per item, in their order. At most `most` items go into one.
    public GroupCommit(String name, int most, Function<List<T>, List<R>> work) {
        this(name, new Lanes<>(1, _ -> 0), Duration.ZERO, most, work);
    }

    /// As above for those whom nobody waits for: each commit gathers what comes within `gathering`.
    public GroupCommit(String name, Duration gathering, int most, Function<List<T>, List<R>> work) {
        this(name, new Lanes<>(1, _ -> 0), gathering, most, work);
    }

    /// As above with several lanes, which commit side by side.
    public GroupCommit(String name, Lanes<T> lanes, int most, Function<List<T>, List<R>> work) {
        this(name, lanes, Duration.ZERO, most, work);
    }

    private GroupCommit(String name, Lanes<T> lanes, Duration gathering, int most, Function<List<T>, List<R>> work) {
        this.laneOf = lanes.of();
        this.gathering = gathering;
        this.work = work;
        this.most = most;
        for (int i = 0; i < lanes.count(); i++) {
            this.lanes.add(new Lane<>(new LinkedBlockingQueue<>(), new ReentrantLock(), new Semaphore(0)));
        }
        for (int i = 0; i < lanes.count(); i++) {
            int number = i;
            this.writers.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(() -> write(number)));
        }
    }

    /// How many lanes, and which of them an item takes, from 0.
    public record Lanes<T>(int count, ToIntFunction<T> of) {}

    /// Returns once `item` is on disk. What `work` threw for it is thrown here.
    public R commit(T item) {
        try {
            return submit(item).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a commit", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /// As [#commit] without waiting. Whoever submits bounds how much it has under way.
    public CompletableFuture<R> submit(T item) {
        if (closed) {
            throw new IllegalStateException("stopping");
        }
        CompletableFuture<R> done = new CompletableFuture<>();
        Lane<T, R> lane = lanes.get(laneOf.applyAsInt(item));
        lane.waiting().add(new Entry<>(item, done));
        (lane.waiting().size() < BUSY ? lanes.getFirst() : lane).bell().release();
        return done;
    }

    /// As [#submit], for those who want to be told: `kept` after the commit, `failed` when there was none. Both are
    /// called on the writer's thread and must be quick.
    public void submit(T item, Consumer<R> kept, Consumer<Throwable> failed) {
        var _ = submit(item).whenComplete((result, failure) -> {
            if (failure == null) {
                kept.accept(result);
            } else {
                failed.accept(failure);
            }
        });
    }

    /// How many wait for their commit.
    public int length() {
        return lanes.stream().mapToInt(lane -> lane.waiting().size()).sum();
    }

    /// Finishes what waits, then stops.
    @Override
    public void close() {
        closed = true;
        lanes.forEach(lane -> lane.bell().release());
        for (Thread writer : writers) {
            try {
                writer.join(10_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// The first writer takes what waits anywhere; the others only what waits in a lane of theirs that is busy.
    private void write(int number) {
        Lane<T, R> own = lanes.get(number);
        while (true) {
            try {
                boolean rung = own.bell().tryAcquire(closed ? LAST_LOOK : LOOK, TimeUnit.MILLISECONDS);
                if (!rung && length() == 0) {
                    if (closed) {
                        return;
                    }
                    continue;
                }
                own.bell().drainPermits();
                if (!gathering.isZero() && !closed) {
                    Thread.sleep(gathering);
                }
            } catch (InterruptedException stopping) {
                return;
            }
            if (number == 0) {
                takeQuiet(own);
            } else {
                takeBusy(own);
            }
        }
    }

    private void takeBusy(Lane<T, R> own) {
        while (own.waiting().size() >= BUSY) {
            own.turn().lock();
            take(List.of(own));
        }
        lanes.getFirst().bell().release();
    }

    private void takeQuiet(Lane<T, R> own) {
        own.turn().lock();
        List<Lane<T, R>> mine = new ArrayList<>(lanes.size());
        mine.add(own);
        for (Lane<T, R> other : lanes.subList(1, lanes.size())) {
            int waiting = other.waiting().size();
            if (waiting > 0 && waiting < BUSY && other.turn().tryLock()) {
                mine.add(other);
            }
        }
        take(mine);
        if (mine.stream().anyMatch(lane -> !lane.waiting().isEmpty())) {
            own.bell().release();
        }
    }

    /// One commit for what waits in `turns`, which are ours and are given back.
    private void take(List<Lane<T, R>> turns) {
        try {
            List<Entry<T, R>> batch = new ArrayList<>();
            turns.forEach(lane -> lane.waiting().drainTo(batch, most - batch.size()));
            if (!batch.isEmpty()) {
                finish(batch);
            }
        } finally {
            turns.forEach(lane -> lane.turn().unlock());
        }
    }

    private void finish(List<Entry<T, R>> batch) {
        try {
            List<R> results = work.apply(batch.stream().map(Entry::item).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).done().complete(results.get(i));
            }
        } catch (RuntimeException | Error failure) {
            if (batch.size() == 1) {
                batch.getFirst().done().completeExceptionally(failure);
            } else {
                batch.forEach(entry -> finish(List.of(entry)));
            }
        }
    }
}
