package dev.stanchion.engine.spi;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Logs a failure that happens again and again without filling the log: the first time with its
 * details, then a count once a minute, and once more when it has not happened for some seconds.
 * Owned by one thread, on which the timer calls it, too.
 */
public final class RepeatedFailure {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long REMINDER_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String what;
    private final Time time;
    private final Consumer<String> tellGoingOn;
    private final Consumer<String> tellOver;
    private long count;
    private long untold;
    private long firstNanos;
    private long lastNanos;
    private long toldNanos;
    private @Nullable String lastDetail;
    private @Nullable Timer timer;
    private boolean isEnded;

    /** A clock and a timer. */
    public interface Time {
        /** Returns a clock that never goes back, of no particular origin. */
        long elapsedNanos();

        /** Runs a task on the owner once the delay is over. */
        Timer after(long delayNanos, Runnable task);

        /** Returns the time of a shard, for a failure that the shard owns. */
        static Time of(ShardExecutor shard) {
            return new Time() {
                @Override
                public long elapsedNanos() {
                    return shard.elapsedNanos();
                }

                @Override
                public Timer after(long delayNanos, Runnable task) {
                    return shard.schedule(delayNanos, task);
                }
            };
        }
    }

    /**
     * @param what the beginning of a sentence about the failure: {@code Messages are refused}
     * @param tellGoingOn writes a line when it begins, and while it continues
     * @param tellOver writes a line when it is over
     */
    public RepeatedFailure(
            String what, Time time, Consumer<String> tellGoingOn, Consumer<String> tellOver) {
        this.what = what;
        this.time = time;
        this.tellGoingOn = tellGoingOn;
        this.tellOver = tellOver;
    }

    /** It has happened, with these particulars. */
    public void happened(String detail) {
        lastNanos = time.elapsedNanos();
        count++;
        if (count > 1) {
            untold++;
            lastDetail = detail;
            return;
        }
        firstNanos = lastNanos;
        toldNanos = lastNanos;
        tellGoingOn.accept(what + ": " + detail);
        lookAfter(QUIET_NANOS);
    }

    private void lookAfter(long delayNanos) {
        if (!isEnded) {
            timer = time.after(delayNanos, this::look);
        }
    }

    /**
     * Ends it, because its owner is closed. It logs the failures that were only counted so far.
     * From here on it logs the first failure and no further one, and no timer runs.
     */
    public void end() {
        isEnded = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (untold > 0) {
            tellUntold(time.elapsedNanos());
        }
    }

    private void look() {
        timer = null;
        long now = time.elapsedNanos();
        long quietNanos = now - lastNanos;
        if (quietNanos >= QUIET_NANOS) {
            tellOver.accept(
                    "It is over: %s (%s in %d s)".formatted(lowerCased(), times(count), lasted()));
            count = 0;
            untold = 0;
            lastDetail = null;
            return;
        }
        if (untold > 0 && now - toldNanos >= REMINDER_NANOS) {
            tellUntold(now);
        }
        lookAfter(QUIET_NANOS - quietNanos);
    }

    private void tellUntold(long now) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(now - toldNanos);
        tellGoingOn.accept(
                "%s: %s more in %d s, at last %s"
                        .formatted(what, times(untold), seconds, lastDetail));
        untold = 0;
        toldNanos = now;
    }

    private long lasted() {
        return TimeUnit.NANOSECONDS.toSeconds(lastNanos - firstNanos);
    }

    private String lowerCased() {
        return Character.toLowerCase(what.charAt(0)) + what.substring(1);
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }
}
