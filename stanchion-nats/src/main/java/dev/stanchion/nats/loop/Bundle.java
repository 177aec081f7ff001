package dev.stanchion.nats.loop;

import dev.stanchion.nats.message.Gathered;
import dev.stanchion.nats.message.RoutedMessage;
import org.jspecify.annotations.Nullable;

/**
 * What one loop has for a connection of another loop. Filled by the one until it is closed, then
 * unpacked by the other; the hand-over of its parcel publishes it.
 */
public final class Bundle {
    private final BundleTarget target;
    private final Gathered gathered;

    /** Of the loop that fills it, also afterwards. */
    private boolean open = true;

    private int bytes;
    private int messages;
    private long bodyBytes;

    /**
     * @param last what this loop had for the connection before
     */
    Bundle(BundleTarget target, @Nullable Bundle last) {
        this.target = target;
        gathered = new Gathered(last == null ? 0 : last.bytes);
    }

    /** Whether more can be added. */
    public boolean isOpen() {
        return open;
    }

    /** Adds the prepared bytes of a message; returns how many it has then. */
    public int add(RoutedMessage message, int length) {
        gathered.append(message, length);
        bytes += length;
        messages++;
        bodyBytes += message.bodyLength();
        return bytes;
    }

    /** Nothing more will be added. */
    void close() {
        open = false;
        gathered.endPart();
    }

    /** Gives everything to the connection, on its loop. */
    void unpack() {
        target.take(gathered, bytes, messages, bodyBytes);
    }

    /** Releases everything. */
    void discard() {
        gathered.discard();
    }
}
