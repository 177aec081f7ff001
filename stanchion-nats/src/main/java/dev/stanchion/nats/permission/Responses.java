package dev.stanchion.nats.permission;

import java.time.Duration;

/**
 * Whether the reply subject of a message that was received may be published to. Immutable.
 *
 * @param max how often; less than 0 means without limit
 * @param expires for how long; less than 0 means for good
 */
public record Responses(boolean allowed, int max, Duration expires) {
    /** Not, unless the publish rules allow it. */
    public static final Responses NONE = new Responses(false, 0, Duration.ZERO);

    /** One answer within two minutes. */
    public static final Responses DEFAULT = new Responses(true, 1, Duration.ofMinutes(2));

    /** Answers with these bounds, of which 0 means the default. */
    public static Responses of(int max, Duration expires) {
        return new Responses(
                true, max == 0 ? DEFAULT.max : max, expires.isZero() ? DEFAULT.expires : expires);
    }
}
