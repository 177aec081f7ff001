package dev.stanchion.engine.admin;

/**
 * Which messages of a channel an operator wants to see.
 *
 * @param from where to begin; {@link Place.By} is no place for this
 * @param backward whether the page ends there instead
 * @param maxMessages 1 to {@value #MOST_MESSAGES}
 * @param maxBytes bound of the encoded messages; the first message is shown whatever its size
 */
public record PageRequest(Place from, boolean backward, int maxMessages, int maxBytes) {
    /** The largest page in messages. */
    public static final int MOST_MESSAGES = 500;

    /** The largest page in bytes. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    /** Returns what is wrong with the bounds; empty if nothing is. */
    String wrong() {
        if (maxMessages < 1 || maxMessages > MOST_MESSAGES) {
            return "limit: %d messages (expected: 1 to %d)".formatted(maxMessages, MOST_MESSAGES);
        }
        return maxBytes < 1 || maxBytes > MOST_BYTES
                ? "limit: %d bytes (expected: 1 to %d)".formatted(maxBytes, MOST_BYTES)
                : "";
    }
}
