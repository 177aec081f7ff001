package dev.stanchion.nats.wire;

/**
 * The handler for a client's operations. The parser calls it in the order of the bytes.
 *
 * <p>Arguments are valid during the call only. Any method may throw {@link ProtocolViolation}.
 */
public interface ClientOps {
    /** Returns whether the connection still takes operations. The parser asks before each one. */
    boolean isTakingOps();

    /**
     * Returns whether the client is logged in. The parser asks before each operation, with its
     * first byte, until the answer is true. It throws if an operation with this first byte is not
     * allowed before the login.
     */
    boolean isLetIn(byte first);

    /** Returns whether {@code HPUB} has been negotiated. */
    boolean hasHeaders();

    /**
     * Handles a {@code CONNECT}; {@code json} is the text between the name and the end of the line.
     */
    void onConnect(byte[] json);

    /** Handles an {@code INFO}, which a client has no reason to send. */
    void onInfo(byte[] json);

    /** Handles a {@code PUB} or {@code HPUB} with its whole payload. */
    void onPublish(PubOp pub);

    /** Handles a {@code SUB}; {@code queue} is empty for a plain subscription. */
    void onSubscribe(byte[] subject, byte[] queue, byte[] sid);

    /** Handles an {@code UNSUB}; {@code max} is not positive if it takes effect at once. */
    void onUnsubscribe(byte[] sid, int max);

    void onPing();

    void onPong();
}
