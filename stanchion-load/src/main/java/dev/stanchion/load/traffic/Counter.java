package dev.stanchion.load.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number that one thread increments and other threads read. The owner writes with release, once
 * per batch and not once per message. A thread that reads with acquire sees everything that the
 * owner did before.
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

    @SuppressWarnings("unused") // accessed through its handle
    private long value;

    void set(long value) {
        VALUE.setRelease(this, value);
    }

    long get() {
        return (long) VALUE.getAcquire(this);
    }
}
