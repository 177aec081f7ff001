package dev.stanchion.activity;

import java.time.Duration;

/**
 * How often a process looks and asks, and how long it waits. Immutable.
 *
 * @param look how often a follower looks at the lock and asks the active
 * @param again how long a follower waits before it asks a second time, when nobody was there
 * @param silence how long a member may be silent before another claims ({@code -ha_silence})
 * @param outsiderSilence the same for a server that is no member; NATS Streaming gives a sign each
 *     second, and its members wait 4.5 s
 * @param guard how often the active looks whether the lock is still its own
 * @param renew how often the lock is renewed while the store is not open yet
 * @param fewestRetry the shortest wait after a refused claim
 * @param mostRetry the longest wait after a refused claim
 * @param deference how long a follower lets another one claim that has received more; longer than
 *     the streams of a NATS cluster need for a new leader
 */
public record Pace(
        Duration look,
        Duration again,
        Duration silence,
        Duration outsiderSilence,
        Duration guard,
        Duration renew,
        Duration fewestRetry,
        Duration mostRetry,
        Duration deference) {
    /** How long a member may be silent, if nobody says otherwise. */
    public static final Duration DEFAULT_SILENCE = Duration.ofMillis(1500);

    /** The shortest silence that is no accident of a busy machine. */
    public static final Duration LEAST_SILENCE = Duration.ofMillis(500);

    public Pace {
        if (silence.compareTo(LEAST_SILENCE) < 0) {
            throw new IllegalArgumentException(
                    "silence: %d ms (expected: at least %d ms)"
                            .formatted(silence.toMillis(), LEAST_SILENCE.toMillis()));
        }
    }

    /** Returns the usual pace with a silence. */
    public static Pace of(Duration silence) {
        return new Pace(
                Duration.ofMillis(100),
                Duration.ofMillis(20),
                silence,
                Duration.ofMillis(4500),
                guard(silence),
                beat(silence),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofSeconds(12));
    }

    /** Some locks show only these looks as signs of life, so there are several in a silence. */
    private static Duration guard(Duration silence) {
        Duration third = silence.dividedBy(3);
        Duration usual = Duration.ofMillis(500);
        return third.compareTo(usual) < 0 ? third : usual;
    }

    /** Returns how often a holder gives a sign of life: five times within the silence. */
    public static Duration beat(Duration silence) {
        return silence.dividedBy(5);
    }
}
