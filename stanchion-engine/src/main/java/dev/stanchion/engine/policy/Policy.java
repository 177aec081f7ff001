package dev.stanchion.engine.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an operator wants for one position. Immutable; begin with {@link #NONE}.
 *
 * @param maxDeliveries attempts before a message is parked; 0 is no limit
 * @param backoff pauses before the second, third and later attempts; the last one holds for all
 *     later attempts; empty if there are none
 * @param parkedMaxMessages bound of the channel of parked messages; 0 is no limit
 * @param parkedMaxAge age at which a parked message is removed; zero is never
 * @param key what orders the messages of a group; empty if nothing does
 * @param maxWaiting bound of the messages that wait beside the feed
 * @param delay time from storing a message to sending it; zero is none
 */
public record Policy(
        int maxDeliveries,
        List<Duration> backoff,
        long parkedMaxMessages,
        Duration parkedMaxAge,
        Optional<KeyExpression> key,
        int maxWaiting,
        OnParked onParked,
        MissingKey missingKey,
        Duration delay,
        CountOnDisconnect countOnDisconnect) {
    /** Nothing differs from what clients ask for. */
    public static final Policy NONE = new Draft().toPolicy();

    /** The {@link #maxWaiting} unless a rule says otherwise. */
    public static final int DEFAULT_MAX_WAITING = 1024;

    public Policy {
        backoff = List.copyOf(backoff);
    }

    /** What happens to later messages of a key after one has been parked. */
    public enum OnParked {
        /** They go on. */
        CONTINUE,
        /** They are parked, too. */
        HOLD_KEY
    }

    /** How messages are ordered that do not have the key. */
    public enum MissingKey {
        /** Not at all. */
        FREE,
        /** As if all of them had one key. */
        ONE
    }

    /** Which unacknowledged messages of a lost connection count as attempted. */
    public enum CountOnDisconnect {
        /** The one that the handler was at. */
        OLDEST,
        ALL,
        NONE
    }

    Policy withMaxDeliveries(int attempts) {
        return with(draft -> draft.maxDeliveries = attempts);
    }

    Policy withBackoff(List<Duration> pauses) {
        return with(draft -> draft.backoff = pauses);
    }

    Policy withParkedMaxMessages(long messages) {
        return with(draft -> draft.parkedMaxMessages = messages);
    }

    Policy withParkedMaxAge(Duration age) {
        return with(draft -> draft.parkedMaxAge = age);
    }

    Policy withKey(KeyExpression expression) {
        return with(draft -> draft.key = Optional.of(expression));
    }

    Policy withMaxWaiting(int messages) {
        return with(draft -> draft.maxWaiting = messages);
    }

    Policy withOnParked(OnParked rule) {
        return with(draft -> draft.onParked = rule);
    }

    Policy withMissingKey(MissingKey rule) {
        return with(draft -> draft.missingKey = rule);
    }

    Policy withDelay(Duration time) {
        return with(draft -> draft.delay = time);
    }

    Policy withCountOnDisconnect(CountOnDisconnect rule) {
        return with(draft -> draft.countOnDisconnect = rule);
    }

    private Policy with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toPolicy();
    }

    /** A policy on its way to be another; confined to one call. */
    private static final class Draft {
        private int maxDeliveries;
        private List<Duration> backoff = List.of();
        private long parkedMaxMessages;
        private Duration parkedMaxAge = Duration.ZERO;
        private Optional<KeyExpression> key = Optional.empty();
        private int maxWaiting = DEFAULT_MAX_WAITING;
        private OnParked onParked = OnParked.CONTINUE;
        private MissingKey missingKey = MissingKey.FREE;
        private Duration delay = Duration.ZERO;
        private CountOnDisconnect countOnDisconnect = CountOnDisconnect.OLDEST;

        Draft() {}

        Draft(Policy from) {
            maxDeliveries = from.maxDeliveries;
            backoff = from.backoff;
            parkedMaxMessages = from.parkedMaxMessages;
            parkedMaxAge = from.parkedMaxAge;
            key = from.key;
            maxWaiting = from.maxWaiting;
            onParked = from.onParked;
            missingKey = from.missingKey;
            delay = from.delay;
            countOnDisconnect = from.countOnDisconnect;
        }

        Policy toPolicy() {
            return new Policy(
                    maxDeliveries,
                    backoff,
                    parkedMaxMessages,
                    parkedMaxAge,
                    key,
                    maxWaiting,
                    onParked,
                    missingKey,
                    delay,
                    countOnDisconnect);
        }
    }
}
