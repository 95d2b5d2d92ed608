package dev.palomar.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks names up in bounded time. The system's own look-up takes as long as its resolver likes, cannot be interrupted,
/// and holds a thread of the machine meanwhile; a call whose receiver has a sick resolver would keep its place for far
/// longer than a call may take to connect. So it is done on threads of its own, of which there are only so many, one at
/// a time for each name, and not waited for longer than [#PATIENCE].
public final class Names {

    /// As long as a call may take to connect.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int MOST_AT_ONCE = 64;

    /// What asks a resolver.
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    private final Lookup system;
    private final ConcurrentHashMap<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("names-", 0).daemon().factory());

    /// Asks the system.
    public Names() {
        this(InetAddress::getAllByName);
    }

    Names(Lookup system) {
        this.system = system;
    }

    /// All addresses of `name`, at least one; an address in digits is its own. Throws
    /// [UnknownHostException] when it has none, or the resolver does not answer in time.
    public InetAddress[] addresses(String name) throws UnknownHostException {
        try {
            return new InetAddress[] {InetAddress.ofLiteral(name)};
        } catch (IllegalArgumentException notInDigits) {
            return found(name);
        }
    }

    private InetAddress[] found(String name) throws UnknownHostException {
        try {
            return underWay.computeIfAbsent(name, this::begin)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .clone();
        } catch (ExecutionException none) {
            throw because(
                    String.valueOf(none.getCause() instanceof UnknownHostException known ? known.getMessage() : name));
        } catch (TimeoutException slow) {
            throw because(name + ": the resolver does not answer");
        } catch (RejectedExecutionException full) {
            throw because(name + ": the resolver is behind");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw because(name + ": interrupted");
        }
    }

    private static UnknownHostException because(String what) {
        return new UnknownHostException(what);
    }

    private CompletableFuture<InetAddress[]> begin(String name) {
        CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(system.addresses(name));
            } catch (UnknownHostException | RuntimeException none) {
                answer.completeExceptionally(none);
            } finally {
                underWay.remove(name, answer);
            }
        });
        return answer;
    }
}
