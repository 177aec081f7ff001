package dev.stanchion.nats.tls;

import java.time.Duration;

/**
 * Whether the handshake comes before INFO ({@code spec/nats-core.md} 8.4).
 *
 * @param patience how long the client may take to begin it; after that, it is greeted in clear
 *     text. Negative means for ever: INFO is never sent in clear text. Zero means that INFO comes
 *     first
 */
public record HandshakeFirst(Duration patience) {
    /** INFO comes first, as clients expect that know of nothing else. */
    public static final HandshakeFirst NO = new HandshakeFirst(Duration.ZERO);

    /** The handshake comes first, always. */
    public static final HandshakeFirst ALWAYS = new HandshakeFirst(Duration.ofSeconds(-1));

    /** Either: a client that begins within a moment is served so. */
    public static final HandshakeFirst AUTO = new HandshakeFirst(Duration.ofMillis(50));

    /** Whether INFO never comes first. */
    public boolean isAlways() {
        return patience.isNegative();
    }
}
