package dev.stanchion.engine.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The keys of a policy. */
public enum PolicyKey {
    /** Attempts of a group or subscription; 0 is no limit. */
    MAX_DELIVERIES("max_deliveries", "0 to 1000000, where 0 is no limit"),
    /** Pauses before the second, third and later attempts. */
    BACKOFF("backoff", "1 to 32 durations, like 1s/10s/1m"),
    /** Bound of the messages in the channel of parked messages; 0 is no limit. */
    PARKED_MAX_MSGS("parked_max_msgs", "0 to 1000000000, where 0 is no limit"),
    /** Age at which a parked message is removed; 0 is never. */
    PARKED_MAX_AGE("parked_max_age", "a duration up to 3650d, where 0s is never"),
    /** What orders the messages of a group. */
    KEY("key", KeyExpression.EXPECTED),
    /** Bound of the messages that wait beside the feed of a position. */
    MAX_WAITING("max_waiting", "1 to 1000000"),
    /** What follows when a message with a key is parked. */
    ON_PARKED("on_parked", "continue or hold_key"),
    /** How messages without the key are ordered. */
    MISSING_KEY("missing_key", "free or one"),
    /** Time from storing a message to sending it. */
    DELAY("delay", "a duration up to 365d, like 30s"),
    /** Which messages of a lost connection count as attempted. */
    COUNT_ON_DISCONNECT("count_on_disconnect", "oldest, all or none");

    private final String text;
    private final String expected;

    PolicyKey(String text, String expected) {
        this.text = text;
        this.expected = expected;
    }

    /** Returns the name that users write. */
    public String text() {
        return text;
    }

    /** Returns the form of its values, for errors and documentation. */
    public String expected() {
        return expected;
    }

    /** Finds a key by the name that users write. */
    public static Optional<PolicyKey> of(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equalsIgnoreCase(text)).findFirst();
    }

    /** Returns the names of all keys. */
    public static List<String> names() {
        return Arrays.stream(values()).map(PolicyKey::text).toList();
    }
}
