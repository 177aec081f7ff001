package dev.stanchion.engine.registration;

import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * How long a name or an inbox may be that a client gives. The longest line of the NATS protocol has
 * as many bytes, so nothing that travels as a subject is longer by default. Stateless.
 *
 * <p>Differs: the Go server takes any length, unless its store cannot: 255 bytes of a channel in a
 * file store, 1,024 characters of a channel or client ID in a database.
 */
public final class NameLimit {
    public static final int MAX_BYTES = 4096;

    private NameLimit() {}

    /**
     * Checks a name.
     *
     * @param what the name's description in the refusal: {@code client ID}
     * @return the text for the client; null if the name is short enough
     */
    public static @Nullable String refusal(String what, String name) {
        return name.length() <= MAX_BYTES / 3 ? null : refusal(what, ByteBufUtil.utf8Bytes(name));
    }

    /** Does the same for a name with this number of bytes. */
    public static @Nullable String refusal(String what, int nameBytes) {
        return nameBytes <= MAX_BYTES
                ? null
                : "stan: %s of %d bytes is too long (at most %d)"
                        .formatted(what, nameBytes, MAX_BYTES);
    }
}
