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
     * Takes its first nonce; before that nothing may be encrypted. The prefix is none of those that
     * it has looked at.
     */
    void begin(NoncePrefixes prefixes, long firstCounter) {
        nonce = new Nonce(prefixes.other(prefixesSeen), firstCounter);
        prefixesSeen.clear();
    }

    /**
     * Appends a payload, encrypted. Its nonce is spent even if the message is not stored in the
     * end: some of it may have reached a disk.
     */
    void seal(ByteBuf plain, int index, int length, ByteBuf target) {
        ciphers.seal(written, keys.get(0), nonce.bytes(), plain, index, length, target);
        nonce.advance();
    }

    /**
     * Appends an encrypted payload, decrypted. Messages of one key lie together, so the key that
     * fitted last is tried first.
     *
     * @return false if none of the keys fits
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

    /** What a stored message is like. */
    enum Look {
        CLEAR,
        READABLE,
        /** Encrypted with none of the keys, or changed. */
        UNREADABLE
    }

    /** Looks at a stored message without showing it to anyone. */
    Look look(long sequence, ByteBuf buffer, int index, int length) {
        Scratch scratch = ciphers.take();
        try {
            MsgProtoCursor fields = scratch.cursor;
            if (!fields.wrap(buffer, index, length)
                    || !SealedPayload.isAt(
                            buffer, fields.dataIndex(), fields.dataLength(), sequence)) {
                return Look.CLEAR;
            }
            prefixesSeen.add(SealedPayload.prefix(buffer, fields.dataIndex()));
            scratch.input().writeBytes(buffer, fields.dataIndex(), fields.dataLength());
            return open(scratch.input(), scratch.parts()) ? Look.READABLE : Look.UNREADABLE;
        } finally {
            ciphers.giveBack(scratch);
        }
    }

    /** Wipes the keys. By the owner, or by anyone once it has stopped. */
    void destroy() {
        keys.forEach(ChannelKey::destroy);
    }
}
