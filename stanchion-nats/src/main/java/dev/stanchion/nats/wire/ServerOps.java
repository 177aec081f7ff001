package dev.stanchion.nats.wire;

/**
 * What a link does with the operations that a server sends, called in the order of the bytes.
 * Arguments are valid during the call only.
 */
public interface ServerOps {
    /** Returns whether the link still takes operations; asked before each one. */
    boolean isTakingOps();

    /**
     * Takes a message.
     *
     * @param sid the number of the subscription, as the link chose it
     * @param message with its subject, reply, headers and payload
     */
    void onMessage(int sid, PubOp message);

    /**
     * Takes what the server says of itself.
     *
     * @param json of the line, without its end
     */
    void onInfo(byte[] json);

    void onPing();

    void onPong();

    /**
     * Takes a complaint.
     *
     * @param text between the quotes
     */
    void onError(String text);
}
