package dev.stanchion.load.traffic;

import java.nio.ByteBuffer;

/**
 * Reads what a server puts around the payloads of one subscription, and acknowledges them. Confined
 * to its loop.
 */
interface Envelope {
    /** A message of core NATS: nothing is around the payload, and nobody acknowledges it. */
    Envelope NONE =
            new Envelope() {
                @Override
                public int open(Incoming message) {
                    return message.payloadAt();
                }

                @Override
                public boolean isNumbered() {
                    return false;
                }

                @Override
                public long sequence() {
                    return 0;
                }

                @Override
                public void acknowledge(Incoming message, ByteBuffer target) {
                    // core NATS knows no acknowledgements
                }
            };

    /**
     * Reads a message. The other methods then describe it.
     *
     * @return where the publisher's bytes begin
     * @throws dev.stanchion.load.LoadException if it cannot be read, or was delivered before
     */
    int open(Incoming message);

    /** Returns whether messages have sequences. */
    default boolean isNumbered() {
        return true;
    }

    /** Returns the message's sequence in its channel. */
    long sequence();

    /** Appends the acknowledgement of the message that was opened last. */
    void acknowledge(Incoming message, ByteBuffer target);
}
