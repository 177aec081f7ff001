package dev.stanchion.nats.permission;

import java.time.Duration;

/**
 * Whether a client may publish to the reply subject of a message that it received. Immutable.
 *
 * @param max how often; a negative number means without limit
 * @param expires for how long; a negative duration means without limit
 */
public record Responses(boolean allowed, int max, Duration expires) {
    /** Answers are not allowed, unless the publish rules allow them. */
    public static final Responses NONE = new Responses(false, 0, Duration.ZERO);

    /** One answer is allowed within two minutes. */
    public static final Responses DEFAULT = new Responses(true, 1, Duration.ofMinutes(2));

    /** Returns responses with these bounds; 0 means the default. */
    public static Responses of(int max, Duration expires) {
        return new Responses(
                true, max == 0 ? DEFAULT.max : max, expires.isZero() ? DEFAULT.expires : expires);
    }
}
