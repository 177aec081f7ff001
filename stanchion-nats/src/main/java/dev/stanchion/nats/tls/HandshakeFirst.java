package dev.stanchion.nats.tls;

import java.time.Duration;

/**
 * Whether the TLS handshake comes before INFO ({@code spec/nats-core.md} 8.4).
 *
 * @param patience how long the client may take to begin the handshake. After that, the server sends
 *     INFO in clear text. A negative value means that the server never does. Zero means that INFO
 *     comes first
 */
public record HandshakeFirst(Duration patience) {
    /** INFO comes first, as most clients expect it. */
    public static final HandshakeFirst NO = new HandshakeFirst(Duration.ZERO);

    /** The handshake comes first, always. */
    public static final HandshakeFirst ALWAYS = new HandshakeFirst(Duration.ofSeconds(-1));

    /** The handshake comes first if the client begins it within 50 ms. */
    public static final HandshakeFirst AUTO = new HandshakeFirst(Duration.ofMillis(50));

    /** Returns whether INFO never comes first. */
    public boolean isAlways() {
        return patience.isNegative();
    }
}
