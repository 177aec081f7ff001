package dev.stanchion.load.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number that one thread counts up and others look at. The owner writes with release, once per
 * batch and not once per message; whoever reads it with acquire sees all that was done before.
 */
final class Counter {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // by its handle
    private long value;

    void set(long value) {
        VALUE.setRelease(this, value);
    }

    long get() {
        return (long) VALUE.getAcquire(this);
    }
}
