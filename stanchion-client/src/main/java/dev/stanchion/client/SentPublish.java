package dev.stanchion.client;

/**
 * A publish that waits for its ack in a {@link PublishWindow}. The window tells it once what became
 * of it.
 */
abstract class SentPublish {
    /** Names the publish in its ack. */
    final String guid;

    final String channel;

    /** When it was sent; set before the window gets it. */
    long sentNanos;

    SentPublish(String guid, String channel) {
        this.guid = guid;
        this.channel = channel;
    }

    /** The server has stored the message. */
    abstract void stored();

    /** The server has refused the message, or nobody knows what became of it. */
    abstract void failed(StreamingException reason);
}
