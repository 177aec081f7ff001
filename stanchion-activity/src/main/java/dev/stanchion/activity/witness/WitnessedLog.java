package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import dev.stanchion.protocol.PubAckEncoder;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A log of an active whose followers are witnesses. It recognises what is stored already, and notes
 * what is acknowledged. Owned by the channel's shard. No allocation per message.
 */
final class WitnessedLog extends ForwardingLog {
    private final ShardWitness witness;
    private final Settlements.OfChannel settlement;
    private final long channelHash;
    private final @Nullable GuidJournal journal;
    private final Insertions insertions;

    WitnessedLog(
            ChannelLog log,
            ShardWitness witness,
            String channel,
            @Nullable GuidJournal journal,
            Insertions insertions) {
        super(log);
        this.witness = witness;
        this.settlement = witness.settlements().channel(channel);
        this.channelHash = Fingerprint.seed(channel);
        this.journal = journal;
        this.insertions = insertions;
    }

    @Override
    public boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
        return log.isKnown(buffer, guidIndex, guidLength)
                || (witness.knowsAny()
                        && witness.isKnown(fingerprint(buffer, guidIndex, guidLength)));
    }

    @Override
    public boolean isRepeated(Origin origin, ByteBuf buffer, int guidIndex, int guidLength) {
        return origin.mayRepeat() && witness.hasTaken(fingerprint(buffer, guidIndex, guidLength));
    }

    private long fingerprint(ByteBuf buffer, int guidIndex, int guidLength) {
        return Fingerprint.of(channelHash, GuidHash.of(buffer, guidIndex, guidLength));
    }

    @Override
    public void append(LogEntry message) {
        long guidHash = message.guidHash();
        long sequence = message.sequence();
        log.append(message);
        if (journal != null) {
            journal.appended(channelHash, sequence, guidHash);
        }
        witness.took(Fingerprint.of(channelHash, guidHash));
    }

    @Override
    public void acknowledged(long sequence, ByteBuf buffer, int index, int length) {
        int guid = PubAckEncoder.guidIndex(buffer, index);
        long hash = GuidHash.of(buffer, guid, index + length - guid);
        settlement.settled(insertions.settled(sequence), hash);
    }
}
