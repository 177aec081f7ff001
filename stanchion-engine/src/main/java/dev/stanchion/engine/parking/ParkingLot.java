package dev.stanchion.engine.parking;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.channel.ParkedMessages;
import dev.stanchion.engine.publish.OwnMessage;
import dev.stanchion.engine.publish.PublishHandler;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.Parking;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores parked messages of the channels of one shard. The channel of parked messages may belong to
 * another shard; then the message goes there, and the answer comes back.
 */
@ShardOwned
public final class ParkingLot implements Parking {
    private static final int GUID_LENGTH = 22;

    private final Shards shards;
    private final int shard;
    private final List<ParkingLot> all;
    private final Entropy entropy;
    private @Nullable ChannelTable channels;
    private @Nullable PublishHandler publishing;

    /** Whether all channels of the earlier run are there. */
    private boolean hasBegun;

    /**
     * @param all those of all shards; each is used on its shard only
     */
    public ParkingLot(Shards shards, int shard, List<ParkingLot> all, Entropy entropy) {
        this.shards = shards;
        this.shard = shard;
        this.all = all;
        this.entropy = entropy;
    }

    /** Gets the parts of its shard, before any message comes. */
    public void open(ChannelTable ofShard, PublishHandler publishingOfShard) {
        channels = ofShard;
        publishing = publishingOfShard;
    }

    /** All channels of the earlier run are there. */
    public void begin() {
        hasBegun = true;
    }

    @Override
    public void park(ParkedEntry entry, Outcome<Long> outcome) {
        byte[] name =
                ParkedNote.channelFor(entry.note().channel()).getBytes(StandardCharsets.UTF_8);
        int owner = shards.ownerOf(name);
        Outcome<Long> back =
                Outcome.of(
                        sequence -> shards.run(shard, () -> outcome.succeeded(sequence)),
                        why -> shards.run(shard, () -> outcome.failed(why)));
        shards.run(owner, () -> all.get(owner).take(name, entry, back));
    }

    @Override
    public void takeBack(String channel, long parkedSequence) {
        String parked = ParkedNote.channelFor(channel);
        int owner = shards.ownerOf(parked.getBytes(StandardCharsets.UTF_8));
        shards.run(owner, () -> all.get(owner).settle(parked, parkedSequence));
    }

    private void settle(String parked, long sequence) {
        ChannelTable table = channels;
        Channel channel = table == null ? null : table.find(parked);
        if (channel != null) {
            ParkedMessages.settle(channel, sequence);
        }
    }

    private void take(byte[] name, ParkedEntry entry, Outcome<Long> outcome) {
        ChannelTable table = channels;
        if (table == null || !hasBegun) {
            // to open it now would create another one in place of that of the earlier run
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.BUSY,
                            "park",
                            ParkedNote.channelFor(entry.note().channel()),
                            "the server is starting"));
            return;
        }
        table.whenOpen(
                name,
                new ChannelTable.Awaiting() {
                    @Override
                    public boolean isOfServer() {
                        return true;
                    }

                    @Override
                    public void opened(Channel channel) {
                        append(channel, entry, outcome);
                    }

                    @Override
                    public void refused(String why) {
                        outcome.failed(
                                new StoreException(
                                        StoreException.Kind.BUSY,
                                        "park",
                                        ParkedNote.channelFor(entry.note().channel()),
                                        why));
                    }
                });
    }

    private void append(Channel channel, ParkedEntry entry, Outcome<Long> outcome) {
        PublishHandler handler = publishing;
        if (handler == null) {
            return;
        }
        handler.appendOwn(
                channel,
                List.of(
                        new OwnMessage(
                                channel.channelBytes(),
                                channel.messages().lastSequence() + 1,
                                channel.nextTimestampEpochNanos(),
                                entry.reply(),
                                Unpooled.wrappedBuffer(entry.data()),
                                entry.note().toBytes(),
                                entropy.token(GUID_LENGTH))),
                Outcome.of(
                        sequence -> {
                            ParkedMessages.add(channel, sequence, entry.note());
                            outcome.succeeded(sequence);
                        },
                        outcome::failed));
    }
}
