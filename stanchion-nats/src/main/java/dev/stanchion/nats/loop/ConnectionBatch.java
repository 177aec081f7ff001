package dev.stanchion.nats.loop;

import dev.stanchion.nats.message.OutboundBytes;
import dev.stanchion.nats.message.RoutedMessage;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one loop for a connection of another loop, a part of a {@link LoopBatch}. The
 * first loop fills it until it is closed. The other loop then unpacks it. The hand-over of the
 * loop's batch makes the content visible to the other loop.
 */
public final class ConnectionBatch {
    private final BatchTarget target;
    private final OutboundBytes gathered;

    /** Only the loop that fills the batch uses this, also after the hand-over. */
    private boolean open = true;

    private int bytes;
    private int messages;
    private long bodyBytes;

    /**
     * @param last the previous batch of this loop for the connection
     */
    ConnectionBatch(BatchTarget target, @Nullable ConnectionBatch last) {
        this.target = target;
        gathered = new OutboundBytes(last == null ? 0 : last.bytes);
    }

    /** Returns whether messages can be added. */
    public boolean isOpen() {
        return open;
    }

    /** Adds the prepared bytes of a message. Returns how many bytes the batch has then. */
    public int add(RoutedMessage message, int length) {
        gathered.append(message, length);
        bytes += length;
        messages++;
        bodyBytes += message.bodyLength();
        return bytes;
    }

    /** Closes the batch for further messages. */
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
