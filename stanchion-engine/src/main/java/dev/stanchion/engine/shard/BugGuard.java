package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place where a bug in handling one message or task stops: it is logged here once, and the
 * caller continues with the next. Every entry of a shard leads through it: tasks and timers ({@link
 * GuardedShard}), messages ({@link GuardedBus}, {@link Crossing}), and the reports of a log. Errors
 * of the virtual machine pass.
 */
public final class BugGuard {
    private static final Logger LOG = LoggerFactory.getLogger(BugGuard.class);

    private BugGuard() {}

    static void run(int shard, String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            report(shard, what, bug);
        }
    }

    /** Hands a message to its handler on a shard. */
    public static void hand(int shard, BusHandler handler, BusMessage message) {
        try {
            handler.onMessage(message);
        } catch (RuntimeException bug) {
            report(shard, "a message from " + message.origin().description(), bug);
        }
    }

    /** Returns a handler that a bus may call on any thread. */
    static BusHandler around(BusHandler handler, Shards shards) {
        return message -> {
            try {
                handler.onMessage(message);
            } catch (RuntimeException bug) {
                String what = "a message from " + message.origin().description();
                report(shards.current(), what, bug);
            }
        };
    }

    /**
     * Returns a listener whose exceptions do not reach the log that calls it.
     *
     * @param what the subject of the listener, for the log: {@code messages of foo}
     */
    public static LogListener around(LogListener listener, int shard, String what) {
        return new LogListener() {
            @Override
            public void onDurable(long sequence) {
                try {
                    listener.onDurable(sequence);
                } catch (RuntimeException bug) {
                    report(shard, "new " + what, bug);
                }
            }

            @Override
            public void onInserted(int count) {
                try {
                    listener.onInserted(count);
                } catch (RuntimeException bug) {
                    report(shard, "moved " + what, bug);
                }
            }

            @Override
            public void onStoredByOther(long sequence, long storedAt) {
                try {
                    listener.onStoredByOther(sequence, storedAt);
                } catch (RuntimeException bug) {
                    report(shard, "stored " + what, bug);
                }
            }

            @Override
            public void onLost(StoreException why) {
                try {
                    listener.onLost(why);
                } catch (RuntimeException bug) {
                    report(shard, "lost " + what, bug);
                }
            }
        };
    }

    /** Logs an unexpected exception with its stack trace. */
    public static void report(int shard, String what, RuntimeException bug) {
        LOG.error("Bug while handling {} on shard {}: it is skipped", what, shard, bug);
    }
}
