package dev.stanchion.server.api;

import dev.stanchion.engine.admin.StoredMessage;
import java.nio.ByteBuffer;
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
        ByteBuffer data = message.data().asReadOnlyBuffer();
        return isIn(data) && path.map(where -> where.isAt(data, equal)).orElse(true);
    }

    private boolean isIn(ByteBuffer data) {
        for (int at = 0; at <= data.remaining() - contains.length; at++) {
            if (isAt(data, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(ByteBuffer data, int at) {
        for (int i = 0; i < contains.length; i++) {
            if (data.get(at + i) != contains[i]) {
                return false;
            }
        }
        return true;
    }
}
