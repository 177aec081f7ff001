package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;

/**
 * A log that encrypts messages before it appends them to another log, and decrypts them when they
 * are read. Owned by the channel's shard. Sizes and limits apply to the stored form, so the
 * overhead of the encryption counts ({@code spec/stores.md} 2.2).
 */
final class EncryptedLog implements ChannelLog {
    private final ChannelLog log;
    private final String channel;
    private final byte[] channelBytes;
    private final ChannelCipher cipher;

    EncryptedLog(ChannelLog log, String channel, byte[] channelBytes, ChannelCipher cipher) {
        this.log = log;
        this.channel = channel;
        this.channelBytes = channelBytes;
        this.cipher = cipher;
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
    public boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
        return log.isKnown(buffer, guidIndex, guidLength);
    }

    @Override
    public boolean isRepeated(Origin origin, ByteBuf buffer, int guidIndex, int guidLength) {
        return log.isRepeated(origin, buffer, guidIndex, guidLength);
    }

    @Override
    public void acknowledged(long sequence, ByteBuf buffer, int index, int length) {
        log.acknowledged(sequence, buffer, index, length);
    }

    @Override
    public void guidHashesBehind(long sequence, Outcome<long[]> outcome) {
        log.guidHashesBehind(sequence, outcome);
    }

    @Override
    public void append(LogEntry message) {
        Scratch scratch = cipher.ciphers().take();
        try {
            log.append(encrypted(message, scratch));
        } finally {
            cipher.ciphers().giveBack(scratch);
        }
    }

    private LogEntry encrypted(LogEntry message, Scratch scratch) {
        ByteBuf plain = scratch.input();
        message.writeTo(plain);
        MsgProtoCursor fields = scratch.cursor;
        if (plain.readableBytes() != message.encodedLength()
                || !fields.wrap(plain, 0, plain.readableBytes())) {
            throw new IllegalStateException(
                    "message %d of %s is not what it says it is"
                            .formatted(message.sequence(), channel));
        }
        ByteBuf parts = scratch.parts();
        parts.writeBytes(plain, fields.replyIndex(), fields.replyLength());
        if (fields.dataLength() > 0) {
            cipher.seal(plain, fields.dataIndex(), fields.dataLength(), parts);
        }
        parts.writeBytes(plain, fields.parkedIndex(), fields.parkedLength());
        scratch.entry.become(
                message, channelBytes, parts, fields.replyLength(), fields.parkedLength());
        return scratch.entry;
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
        log.read(
                fromSequence,
                maxMessages,
                new DecryptingReader(reader, channel, channelBytes, cipher));
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
