package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.PubAckEncoder;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A log of an active whose followers are witnesses. It recognises what is stored already, and notes
 * what is acknowledged. Owned by the channel's shard. No allocation per message.
 */
final class WitnessedLog implements ChannelLog {
    private final ChannelLog log;
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
        this.log = log;
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

    @Override
    public void guidHashesBehind(long sequence, Outcome<long[]> outcome) {
        log.guidHashesBehind(sequence, outcome);
    }

    @Override
    public long firstSequence() {
        return log.firstSequence();
    }

    @Override
    public long lastSequence() {
        return log.lastSequence();
    }

    @Override
    public long messageCount() {
        return log.messageCount();
    }

    @Override
    public long countFrom(long sequence) {
        return log.countFrom(sequence);
    }

    @Override
    public long byteCount() {
        return log.byteCount();
    }

    @Override
    public long firstTimestampEpochNanos() {
        return log.firstTimestampEpochNanos();
    }

    @Override
    public long lastTimestampEpochNanos() {
        return log.lastTimestampEpochNanos();
    }

    @Override
    public void skipTo(long nextSequence) {
        log.skipTo(nextSequence);
    }

    @Override
    public void commit() {
        log.commit();
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        log.read(fromSequence, maxMessages, reader);
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        log.sequenceAt(epochNanos, outcome);
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        log.removeOlderThan(epochNanos);
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        log.removeUpTo(sequence, outcome);
    }
}
