package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of a store: the first one encrypts, all of them decrypt. Safe for use by many threads.
 *
 * <p>This class keeps only the hash of each key, and derives the key of each channel from it.
 */
public final class EncryptionKeys implements AutoCloseable {
    /**
     * The number of leading zeros in addition to one for each byte of the channel's name. The Go
     * server appends the hash, a dot and the channel's name to a slice that already has their total
     * length, so the hashed bytes begin with that many zeros ({@code spec/stores.md} 3.8).
     */
    private static final int ZEROS_BESIDES_NAME = 33;

    private final List<byte[]> hashes;

    private EncryptionKeys(List<byte[]> hashes) {
        this.hashes = hashes;
    }

    /**
     * Creates the keys of a store from keys of any length except 0.
     *
     * @param keys this method wipes them before it returns
     */
    public static EncryptionKeys of(List<byte[]> keys) {
        if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length == 0)) {
            throw new IllegalArgumentException("keys: none, or an empty one (expected: some)");
        }
        List<byte[]> hashes = new ArrayList<>();
        for (byte[] key : keys) {
            byte[] hash = sha256().digest(key);
            Arrays.fill(key, (byte) 0);
            if (hashes.stream().noneMatch(known -> Arrays.equals(known, hash))) {
                hashes.add(hash);
            }
        }
        return new EncryptionKeys(hashes);
    }

    /** Returns a copy of the keys, which must be closed separately. */
    EncryptionKeys copy() {
        return new EncryptionKeys(hashes.stream().map(byte[]::clone).toList());
    }

    /** Returns how many different keys there are. */
    public int count() {
        return hashes.size();
    }

    /** Derives the keys of one channel, in the same order. */
    List<ChannelKey> of(String channel) {
        byte[] name = channel.getBytes(UTF_8);
        return hashes.stream().map(hash -> derive(hash, name)).toList();
    }

    private static ChannelKey derive(byte[] hash, byte[] channel) {
        MessageDigest digest = sha256();
        digest.update(new byte[ZEROS_BESIDES_NAME + channel.length]);
        digest.update(hash);
        digest.update((byte) '.');
        digest.update(channel);
        return new ChannelKey(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Wipes the hashes of the keys. The keys must not be used afterwards. */
    @Override
    public void close() {
        hashes.forEach(hash -> Arrays.fill(hash, (byte) 0));
    }

    /** Returns a text with the number of keys and nothing else. */
    @Override
    public String toString() {
        return "EncryptionKeys[" + count() + "]";
    }
}
