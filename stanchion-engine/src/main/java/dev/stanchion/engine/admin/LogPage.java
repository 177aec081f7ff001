package dev.stanchion.engine.admin;

/**
 * Some messages of a channel as they are stored, in ascending order. Immutable.
 *
 * @param incarnation tells the channel from another one of the same name
 * @param frames each message with its length before it, in four bytes, the highest first
 * @param next where the next page begins; 0 if this one has reached the end of what was wanted
 * @param damaged the message behind the last one that cannot be read, because its bytes are
 *     damaged; 0 if there is none. The next page begins behind it
 */
public record LogPage(long incarnation, Payload frames, int messages, long next, long damaged) {
    /** The largest page in messages. */
    public static final int MOST_MESSAGES = 4096;

    /** The largest page in bytes, unless one message alone is larger. */
    public static final int MOST_BYTES = 1024 * 1024;
}
