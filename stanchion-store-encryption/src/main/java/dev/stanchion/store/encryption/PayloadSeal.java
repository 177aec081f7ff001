package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Encrypts messages of one channel outside of a store, as an encrypted store keeps them. Confined
 * to one thread.
 *
 * <p>The counter of a nonce is the sequence of its message. So when two seals of a channel happen
 * to have the same prefix, the same nonce encrypts the same message.
 */
public final class PayloadSeal implements AutoCloseable {
    private final List<ChannelKey> keys;
    private final EncryptionCipher cipher;
    private final ShardCiphers ciphers = new ShardCiphers();
    private final byte[] channel;
    private final int prefix;

    /**
     * @param keys the first one encrypts
     * @param prefix of the nonces; it must be unpredictable
     */
    public PayloadSeal(EncryptionKeys keys, String channel, EncryptionCipher cipher, int prefix) {
        this.keys = keys.of(channel);
        this.cipher = cipher;
        this.channel = channel.getBytes(UTF_8);
        this.prefix = prefix;
    }

    /** Appends a message with its payload encrypted. An empty payload stays as it is. */
    public void write(MsgProtoCursor message, ByteBuf target) {
        Scratch scratch = ciphers.take();
        try {
            ByteBuf plain = scratch.input();
            plain.writeBytes(message.buffer(), message.dataIndex(), message.dataLength());
            ByteBuf parts = scratch.parts();
            parts.writeBytes(message.buffer(), message.replyIndex(), message.replyLength());
            if (message.dataLength() > 0) {
                byte[] nonce = new Nonce(prefix, message.sequence()).bytes();
                ciphers.seal(cipher, keys.get(0), nonce, plain, 0, message.dataLength(), parts);
            }
            MsgProtoEncoder.write(
                    target,
                    message.sequence(),
                    channel,
                    parts,
                    0,
                    message.replyLength(),
                    message.replyLength(),
                    parts.readableBytes() - message.replyLength(),
                    message.timestampEpochNanos());
            MsgProtoEncoder.writeParked(
                    target, message.buffer(), message.parkedIndex(), message.parkedLength());
        } finally {
            ciphers.giveBack(scratch);
        }
    }

    /** Wipes the channel's keys. */
    @Override
    public void close() {
        keys.forEach(ChannelKey::destroy);
    }
}
