package dev.stanchion.engine.subscription;

import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.failure.StoreFailures;
import dev.stanchion.engine.key.KeyReader;
import dev.stanchion.engine.shard.Crossing;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The common parts of the subscriptions of one shard: the way out, and the counts of messages. */
@ShardOwned
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final ShardExecutor shard;
    private final Bus bus;
    private final Crossing crossing;
    private final Entropy entropy;
    private final boolean followsReceivers;
    private final boolean dealsInTurn;
    private final StoreFailures unreadable;
    private final Fence fence;
    private final Parking parking;
    private ByteBuf scratch = Unpooled.buffer();
    private long outMessages;
    private long outBytes;

    /**
     * @param isStrict whether to deliver as NATS Streaming does: then it does not matter if anyone
     *     listens on the inbox of a subscription, nor if it can read as fast, and members of a
     *     queue group have more the sooner their acknowledgements come
     */
    public Delivery(
            ShardExecutor shard,
            Bus bus,
            Crossing crossing,
            Entropy entropy,
            boolean isStrict,
            Fence fence,
            Parking parking) {
        this.shard = shard;
        this.bus = bus;
        this.crossing = crossing;
        this.entropy = entropy;
        this.followsReceivers = !isStrict;
        this.dealsInTurn = !isStrict;
        this.fence = fence;
        this.parking = parking;
        this.unreadable =
                new StoreFailures(shard, "Messages cannot be read", LOG::error, LOG::info);
    }

    /** Returns what ends the engine if the store belongs to another server. */
    public Fence fence() {
        return fence;
    }

    /** Returns where messages go that nobody has processed. */
    public Parking parking() {
        return parking;
    }

    /** Returns the report of messages that cannot be read, which are soon read again. */
    public StoreFailures unreadable() {
        return unreadable;
    }

    /** Returns numbers that nobody can guess, for hashes of keys. */
    public KeyReader.Secret newKeySecret() {
        return new KeyReader.Secret(number(entropy.token(11)), number(entropy.token(11)));
    }

    private static long number(String token) {
        long number = 0;
        for (int i = 0; i < token.length(); i++) {
            number = number * 62 + token.charAt(i);
        }
        return number;
    }

    /** The shard closes, and leaves no timer behind. */
    public void end() {
        unreadable.end();
    }

    boolean followsReceivers() {
        return followsReceivers;
    }

    /** Returns whether members of a queue group are dealt messages in turn. */
    public boolean dealsInTurn() {
        return dealsInTurn;
    }

    /** Returns the elapsed time of the batch. */
    public long nowNanos() {
        return shard.batchNanos();
    }

    public ShardExecutor shard() {
        return shard;
    }

    Bus bus() {
        return bus;
    }

    Crossing crossing() {
        return crossing;
    }

    /** Returns an unguessable subject for the acknowledgements of that user. */
    public String newAckInbox(ChannelRights rights) {
        return rights.areLimited()
                ? rights.ackInboxPrefix() + entropy.token(22)
                : bus.newInbox(entropy);
    }

    /** Sends a message as it is stored. Returns false if certainly no subscriber got it. */
    boolean send(Destination inbox, long sequence, ByteBuf buffer, int index, int length) {
        count(length);
        return inbox.publish(buffer, index, length, sequence);
    }

    /**
     * Sends a stored message, marked as sent before; the marks may follow all other fields. Returns
     * false if certainly no subscriber got it.
     */
    boolean sendAgain(
            Destination inbox, long sequence, ByteBuf buffer, int index, int length, int times) {
        scratch.clear().writeBytes(buffer, index, length);
        MsgProtoEncoder.writeRedelivery(scratch, times);
        count(scratch.readableBytes());
        boolean heard = inbox.publish(scratch, 0, scratch.readableBytes(), sequence);
        if (scratch.refCnt() > 1) {
            // the bus keeps a long message instead of copying it: its bytes must not change
            scratch.release();
            scratch = Unpooled.buffer();
        }
        return heard;
    }

    private void count(int bytes) {
        outMessages++;
        outBytes += bytes;
    }

    /** Returns how many messages were sent, first or again. */
    public long outMessages() {
        return outMessages;
    }

    /** Returns the size of the messages sent, encoded. */
    public long outBytes() {
        return outBytes;
    }
}
