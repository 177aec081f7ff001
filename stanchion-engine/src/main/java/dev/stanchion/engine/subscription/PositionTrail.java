package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a position was when somebody looked, some seconds apart, so that a later look knows how it
 * moves. Nothing here changes with a message.
 */
@ShardOwned
public final class PositionTrail {
    /** Looks that come sooner are too close to say anything. */
    private static final long LEAST_APART_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int KEPT = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Sample[] samples = new Sample[KEPT];
    private final AckTimes ackTimes = new AckTimes();
    private int count;

    /**
     * One look.
     *
     * @param nanos when, as elapsed time
     * @param last the last sequence of the channel
     * @param lag the number of unsent and unacknowledged messages
     * @param settled how many messages were acknowledged
     */
    public record Sample(long nanos, long last, long lag, long settled) {}

    /** How fast messages come and are acknowledged. */
    public record Pace(double inPerSecond, double ackedPerSecond) {}

    /** Remembers a look; false if it comes too soon after the last one. */
    public boolean add(Sample sample) {
        boolean isTooSoon =
                count > 0 && sample.nanos() - samples[count - 1].nanos() < LEAST_APART_NANOS;
        if (isTooSoon) {
            return false;
        }
        if (count == KEPT) {
            System.arraycopy(samples, 1, samples, 0, KEPT - 1);
            count--;
        }
        samples[count++] = sample;
        return true;
    }

    /** Returns the pace if the lag has grown from each look to the next and something was acked. */
    public Optional<Pace> fallingBehind() {
        if (count < KEPT) {
            return Optional.empty();
        }
        for (int i = 1; i < KEPT; i++) {
            if (samples[i].lag() <= samples[i - 1].lag()) {
                return Optional.empty();
            }
        }
        Sample first = samples[0];
        Sample last = samples[KEPT - 1];
        double seconds = (last.nanos() - first.nanos()) / NANOS_PER_SECOND;
        long acked = last.settled() - first.settled();
        return acked <= 0
                ? Optional.empty()
                : Optional.of(new Pace((last.last() - first.last()) / seconds, acked / seconds));
    }

    /** Returns how long acknowledgements take. */
    public AckTimes ackTimes() {
        return ackTimes;
    }

    /** The position has moved: what was before says nothing. */
    void forget() {
        count = 0;
        ackTimes.forget();
    }
}
