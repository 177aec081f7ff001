package dev.stanchion.store.encryption;

import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Encrypts and decrypts the payloads of one channel. Owned by the channel's shard. */
final class ChannelCipher {
    private final List<ChannelKey> keys;
    private final EncryptionCipher written;
    private final ShardCiphers ciphers;
    private Nonce nonce = new Nonce(0, 0);
    private final Set<Integer> prefixesSeen = new HashSet<>();
    private int lastFitting;

    /**
     * @param keys the first one encrypts
     */
    ChannelCipher(List<ChannelKey> keys, EncryptionCipher written, ShardCiphers ciphers) {
        this.keys = keys;
        this.written = written;
        this.ciphers = ciphers;
    }

    ShardCiphers ciphers() {
        return ciphers;
    }

    int keyCount() {
        return keys.size();
    }

    /**
     * Sets the first nonce. Nothing may be encrypted before this call. The prefix differs from the
     * prefixes of all messages that the cipher has checked.
     */
    void begin(NoncePrefixes prefixes, long firstCounter) {
        nonce = new Nonce(prefixes.other(prefixesSeen), firstCounter);
        prefixesSeen.clear();
    }

    /**
     * Encrypts a payload and appends it. The nonce is used up even if the message is not stored in
     * the end, because part of it may have reached a disk.
     */
    void seal(ByteBuf plain, int index, int length, ByteBuf target) {
        ciphers.seal(written, keys.get(0), nonce.bytes(), plain, index, length, target);
        nonce.advance();
    }

    /**
     * Decrypts a payload and appends it. Messages of one key are usually neighbours, so the cipher
     * tries the last successful key first.
     *
     * @return false if no key can decrypt the payload
     */
    boolean open(ByteBuf sealed, ByteBuf target) {
        if (ciphers.open(keys.get(lastFitting), sealed, target)) {
            return true;
        }
        for (int i = 0; i < keys.size(); i++) {
            if (i != lastFitting && ciphers.open(keys.get(i), sealed, target)) {
                lastFitting = i;
                return true;
            }
        }
        return false;
    }

    /** The result of a check of a stored message. */
    enum Look {
        CLEAR,
        READABLE,
        /** The message was encrypted with an unknown key, or was changed. */
        UNREADABLE
    }

    /** Checks a stored message, and does not pass it to a reader. */
    Look look(long sequence, ByteBuf buffer, int index, int length) {
        Scratch scratch = ciphers.take();
        try {
            return scratch.cursor.wrap(buffer, index, length)
                    ? look(sequence, scratch.cursor, scratch)
                    : Look.CLEAR;
        } finally {
            ciphers.giveBack(scratch);
        }
    }

    /** Does the same as the other method for a message that is decoded. */
    Look look(MsgProtoCursor message) {
        Scratch scratch = ciphers.take();
        try {
            return look(message.sequence(), message, scratch);
        } finally {
            ciphers.giveBack(scratch);
        }
    }

    private Look look(long sequence, MsgProtoCursor fields, Scratch scratch) {
        ByteBuf buffer = fields.buffer();
        int index = fields.dataIndex();
        int length = fields.dataLength();
        if (!SealedPayload.isAt(buffer, index, length, sequence)) {
            return Look.CLEAR;
        }
        prefixesSeen.add(SealedPayload.prefix(buffer, index));
        scratch.input().writeBytes(buffer, index, length);
        return open(scratch.input(), scratch.parts()) ? Look.READABLE : Look.UNREADABLE;
    }

    /** Wipes the keys. Only the owner may call it, or any thread once the owner has stopped. */
    void destroy() {
        keys.forEach(ChannelKey::destroy);
    }
}
