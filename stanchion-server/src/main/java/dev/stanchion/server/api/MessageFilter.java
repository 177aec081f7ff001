package dev.stanchion.server.api;

import dev.stanchion.engine.admin.StoredMessage;
import java.util.Optional;

/**
 * What a searched message has. Immutable.
 *
 * <p>It is not a record because of its bytes.
 */
final class MessageFilter {
    private final byte[] contains;
    private final Optional<JsonPath> path;
    private final String equal;

    /**
     * @param contains bytes in the message; empty for any message
     * @param path where in the message {@code equal} is
     */
    MessageFilter(byte[] contains, Optional<JsonPath> path, String equal) {
        this.contains = contains.clone();
        this.path = path;
        this.equal = equal;
    }

    boolean fits(StoredMessage message) {
        return message.data().contains(contains)
                && path.map(where -> where.isAt(message.data().asReadOnlyBuffer(), equal))
                        .orElse(true);
    }
}
