package dev.palomar.webhook.gate;

import dev.palomar.model.id.TenantId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/// Shares the calls that can be under way at a time among tenants: who waits takes turns by tenant, none has more
/// than a quarter while others wait, and retries have at most 30 %.
public final class FairGate {

    private record Waiter(boolean retry, CompletableFuture<Boolean> turn) {}

    private final int places;
    private final int mostRetries;
    private final int mostOfOne;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TenantId, Integer> held = new HashMap<>();
    private final LinkedHashMap<TenantId, ArrayDeque<Waiter>> waiting = new LinkedHashMap<>();
    private int taken;
    private int retries;

    FairGate(int places) {
        this.places = places;
        this.mostRetries = Math.max(1, places * 3 / 10);
        this.mostOfOne = Math.max(1, places / 4);
    }

    /// Waits for a place. Every call is followed by one of [#leave].
    public void enter(TenantId tenant, boolean retry) throws InterruptedException {
        Waiter waiter;
        lock.lock();
        try {
            if (waiting.isEmpty() && taken < places && (!retry || retries < mostRetries)) {
                take(tenant, retry);
                return;
            }
            waiter = new Waiter(retry, new CompletableFuture<>());
            waiting.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).add(waiter);
            admit();
        } finally {
            lock.unlock();
        }
        try {
            waiter.turn().get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public void leave(TenantId tenant, boolean retry) {
        lock.lock();
        try {
            taken--;
            if (retry) {
                retries--;
            }
            held.merge(tenant, -1, (count, less) -> count + less == 0 ? null : count + less);
            admit();
        } finally {
            lock.unlock();
        }
    }

    private void take(TenantId tenant, boolean retry) {
        taken++;
        if (retry) {
            retries++;
        }
        held.merge(tenant, 1, Integer::sum);
    }

    private void admit() {
        boolean moved = true;
        while (moved && taken < places && !waiting.isEmpty()) {
            moved = admitOne(waiting.size() > 1 ? mostOfOne : places) || admitOne(places);
        }
    }

    /// The first tenant in line that may, goes, and then stands at the end of the line.
    private boolean admitOne(int mostPerTenant) {
        Optional<TenantId> first = waiting.entrySet().stream()
                .filter(line -> held.getOrDefault(line.getKey(), 0) < mostPerTenant)
                .filter(line -> line.getValue().stream().anyMatch(this::fits))
                .map(Map.Entry::getKey)
                .findFirst();
        if (first.isEmpty()) {
            return false;
        }
        TenantId tenant = first.get();
        ArrayDeque<Waiter> line = Objects.requireNonNull(waiting.remove(tenant));
        Waiter next = line.stream().filter(this::fits).findFirst().orElseThrow();
        line.remove(next);
        if (!line.isEmpty()) {
            waiting.put(tenant, line);
        }
        take(tenant, next.retry());
        next.turn().complete(true);
        return true;
    }

    private boolean fits(Waiter waiter) {
        return !waiter.retry() || retries < mostRetries;
    }
}
