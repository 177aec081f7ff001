package dev.stanchion.nats.wire;

/**
 * What a connection does with the operations that a client sends, called in the order of the bytes.
 *
 * <p>Arguments are valid during the call only. Any method may throw {@link ProtocolViolation}.
 */
public interface ClientOps {
    /** Whether the connection still takes operations; asked before each one. */
    boolean isTakingOps();

    /**
     * Asked before an operation whose first byte is this, until the answer is yes once: whether the
     * client has been let in, so that this need not be asked again. Throws if an operation that
     * begins so may not come before that.
     */
    boolean isLetIn(byte first);

    /** Whether {@code HPUB} has been negotiated. */
    boolean hasHeaders();

    /** A {@code CONNECT}; {@code json} is what stood between the name and the end of the line. */
    void onConnect(byte[] json);

    /** An {@code INFO}, which a client has no reason to send. */
    void onInfo(byte[] json);

    /** A {@code PUB} or {@code HPUB} with its whole payload. */
    void onPublish(PubOp pub);

    /** A {@code SUB}; {@code queue} is empty for a plain subscription. */
    void onSubscribe(byte[] subject, byte[] queue, byte[] sid);

    /** An {@code UNSUB}; {@code max} is not positive if it takes effect at once. */
    void onUnsubscribe(byte[] sid, int max);

    void onPing();

    void onPong();
}
