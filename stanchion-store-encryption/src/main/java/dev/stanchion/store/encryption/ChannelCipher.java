package dev.stanchion.store.encryption;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** Encrypts and decrypts the payloads of one channel. Owned by the channel's shard. */
final class ChannelCipher {
    private final List<ChannelKey> keys;
    private final EncryptionCipher written;
    private final ShardCiphers ciphers;
    private Nonce nonce = new Nonce(0, 0);
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

    /** Takes the first nonce; before that nothing may be encrypted. */
    void beginWith(Nonce first) {
        nonce = first;
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

    /** Wipes the keys. By the owner, or by anyone once it has stopped. */
    void destroy() {
        keys.forEach(ChannelKey::destroy);
    }
}
