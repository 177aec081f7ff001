package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;

/**
 * A log that encrypts messages before it appends them to another log, and decrypts them when they
 * are read. Owned by the channel's shard. Sizes and limits apply to the stored form, so the
 * overhead of the encryption counts ({@code spec/stores.md} 2.2).
 */
final class EncryptedLog extends ForwardingLog {
    private final String channel;
    private final byte[] channelBytes;
    private final ChannelCipher cipher;

    EncryptedLog(ChannelLog log, String channel, byte[] channelBytes, ChannelCipher cipher) {
        super(log);
        this.channel = channel;
        this.channelBytes = channelBytes;
        this.cipher = cipher;
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
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        log.read(
                fromSequence,
                maxMessages,
                new DecryptingReader(reader, channel, channelBytes, cipher));
    }
}
