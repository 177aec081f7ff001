package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;

/**
 * Decrypts the messages of one read for another reader. Owned by the channel's shard. It passes a
 * message that is not encrypted on without a copy.
 */
final class DecryptingReader implements LogReader {
    private final LogReader reader;
    private final String channel;
    private final byte[] channelBytes;
    private final ChannelCipher cipher;
    private boolean over;

    DecryptingReader(LogReader reader, String channel, byte[] channelBytes, ChannelCipher cipher) {
        this.reader = reader;
        this.channel = channel;
        this.channelBytes = channelBytes;
        this.cipher = cipher;
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        Scratch scratch = cipher.ciphers().take();
        try {
            MsgProtoCursor fields = scratch.cursor;
            if (fields.wrap(buffer, index, length)
                    && SealedPayload.isAt(
                            buffer, fields.dataIndex(), fields.dataLength(), sequence)) {
                return showDecrypted(sequence, timestampEpochNanos, scratch);
            }
            return reader.onMessage(sequence, timestampEpochNanos, buffer, index, length);
        } finally {
            cipher.ciphers().giveBack(scratch);
        }
    }

    private boolean showDecrypted(long sequence, long timestampEpochNanos, Scratch scratch) {
        MsgProtoCursor fields = scratch.cursor;
        ByteBuf parts = scratch.parts();
        parts.writeBytes(fields.buffer(), fields.replyIndex(), fields.replyLength());
        ByteBuf sealed = scratch.input();
        sealed.writeBytes(fields.buffer(), fields.dataIndex(), fields.dataLength());
        if (!cipher.open(sealed, parts)) {
            over = true;
            reader.onUnreadable(sequence, unreadable(sequence));
            return false;
        }
        ByteBuf message = scratch.output();
        MsgProtoEncoder.write(
                message,
                sequence,
                channelBytes,
                parts,
                0,
                fields.replyLength(),
                fields.replyLength(),
                parts.readableBytes() - fields.replyLength(),
                timestampEpochNanos);
        MsgProtoEncoder.writeParked(
                message, fields.buffer(), fields.parkedIndex(), fields.parkedLength());
        return reader.onMessage(sequence, timestampEpochNanos, message, 0, message.readableBytes());
    }

    private StoreException unreadable(long sequence) {
        return new StoreException(
                StoreException.Kind.CORRUPT,
                "decrypt",
                channel,
                ("message %d cannot be decrypted with any of the %d encryption keys: another key"
                                + " encrypted it, or it was changed in the store")
                        .formatted(sequence, cipher.keyCount()));
    }

    /**
     * Tells the other reader the end, unless this reader has already ended the read as unreadable.
     */
    @Override
    public void onEnd(long nextSequence) {
        if (!over) {
            reader.onEnd(nextSequence);
        }
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        reader.onUnreadable(sequence, why);
    }
}
