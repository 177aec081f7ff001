package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a bug in handling one thing stops: it is logged here once, and whoever called goes on with
 * the next. Every entry of a shard leads through it: tasks and timers ({@link GuardedShard}),
 * messages ({@link GuardedBus}, {@link Crossing}), and what a log reports. Errors of the virtual
 * machine pass.
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

    /** Returns what a bus may call, on whatever thread. */
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
     * Returns what a log may call without suffering for what the listener does wrong.
     *
     * @param what the listener handles, for the log: {@code messages of foo}
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
            public void onLost(StoreException why) {
                try {
                    listener.onLost(why);
                } catch (RuntimeException bug) {
                    report(shard, "lost " + what, bug);
                }
            }
        };
    }

    /** Logs an exception that nobody expected, with its stack trace. */
    public static void report(int shard, String what, RuntimeException bug) {
        LOG.error("Bug while handling {} on shard {}: it is skipped", what, shard, bug);
    }
}
