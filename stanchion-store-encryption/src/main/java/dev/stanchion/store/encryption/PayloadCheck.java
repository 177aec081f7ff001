package dev.stanchion.store.encryption;

import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;

/**
 * Tells whether the messages of a channel are encrypted, and whether the keys can decrypt them.
 * Confined to one thread.
 */
public final class PayloadCheck implements AutoCloseable {
    private final ChannelCipher cipher;

    /** What a message is. */
    public enum Look {
        /** The payload is not encrypted. */
        CLEAR,
        /** The payload is encrypted, and one of the keys decrypts it. */
        READABLE,
        /** No key decrypts the payload: it has another key, or somebody has changed it. */
        UNREADABLE
    }

    public PayloadCheck(EncryptionKeys keys, String channel) {
        cipher = new ChannelCipher(keys.of(channel), EncryptionCipher.AES, new ShardCiphers());
    }

    /** Checks a message as it is stored. */
    public Look look(MsgProtoCursor message) {
        return switch (cipher.look(message)) {
            case CLEAR -> Look.CLEAR;
            case READABLE -> Look.READABLE;
            case UNREADABLE -> Look.UNREADABLE;
        };
    }

    /** Returns whether a payload has the form of an encrypted one. No key is needed. */
    public static boolean isSealed(ByteBuf buffer, int index, int length, long sequence) {
        return SealedPayload.isAt(buffer, index, length, sequence);
    }

    /** Wipes the channel's keys. */
    @Override
    public void close() {
        cipher.destroy();
    }
}
