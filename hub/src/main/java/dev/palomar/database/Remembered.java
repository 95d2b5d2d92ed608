package dev.palomar.database;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Answers of the database that are wanted again and again, remembered for a few seconds. Nobody is given one that is
/// older than that. What is asked for often is looked up anew meanwhile, so that nobody waits for it either.
public final class Remembered {

    /// So few are looked up anew at a time: nobody waits for them, and others wait for connections.
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private Remembered() {}

    /// For at most `entries` keys. An answer is given for `time` at most; the first who asks after three quarters
    /// of it has it looked up again, and is given the old one. `look` is called on any thread.
    public static <K, V> LoadingCache<K, V> of(int entries, Duration time, Function<K, V> look) {
        return of(entries, time, Ticker.systemTicker(), look);
    }

    /// As above, by another clock.
    public static <K, V> LoadingCache<K, V> of(int entries, Duration time, Ticker clock, Function<K, V> look) {
        return Caffeine.newBuilder()
                .maximumSize(entries)
                .expireAfterWrite(time)
                .refreshAfterWrite(time.multipliedBy(3).dividedBy(4))
                .ticker(clock)
                .executor(Thread::startVirtualThread)
                .build(new Look<>(look));
    }

    private record Look<K, V>(Function<K, V> look) implements CacheLoader<K, V> {

        @Override
        public V load(K key) {
            return look.apply(key);
        }

        /// When there is no answer the old one lasts out its time, and whoever asks after that is told why. A
        /// cancellation is what Caffeine does not write into the log.
        @Override
        public CompletableFuture<V> asyncReload(K key, V old, Executor executor) {
            CompletableFuture<V> answer = new CompletableFuture<>();
            executor.execute(() -> {
                AT_ONCE.acquireUninterruptibly();
                try {
                    answer.complete(look.apply(key));
                } catch (RuntimeException none) {
                    answer.completeExceptionally(new CancellationException(none.getMessage()));
                } finally {
                    AT_ONCE.release();
                }
            });
            return answer;
        }
    }
}
