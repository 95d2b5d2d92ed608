package dev.palomar.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is made when it is asked for the first time, and kept. What `making` throws is thrown to whoever
/// asks, and it is made again for the next one.
public final class Once<T> implements Supplier<T> {

    private final Supplier<T> making;
    private volatile @Nullable T made;

    public Once(Supplier<T> making) {
        this.making = making;
    }

    @Override
    public T get() {
        T there = made;
        return there == null ? make() : there;
    }

    private synchronized T make() {
        T there = made;
        if (there == null) {
            there = making.get();
            made = there;
        }
        return there;
    }
}
