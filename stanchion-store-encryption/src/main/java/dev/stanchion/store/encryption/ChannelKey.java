package dev.stanchion.store.encryption;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * The 32-byte key of one channel. Owned by the channel's shard.
 *
 * <p>The key class of the JDK cannot be destroyed. This class can.
 */
final class ChannelKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;

    ChannelKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the name of the algorithm that both ciphers accept. */
    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public void destroy() {
        Arrays.fill(bytes, (byte) 0);
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("keys stay where they are");
    }

    @Override
    public String toString() {
        return "ChannelKey";
    }
}
