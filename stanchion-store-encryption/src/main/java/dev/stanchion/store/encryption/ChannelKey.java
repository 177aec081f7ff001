package dev.stanchion.store.encryption;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * The 32 bytes that one channel is encrypted with. Owned by the channel's shard.
 *
 * <p>The JDK's own key class cannot be destroyed, so this is one that can.
 */
final class ChannelKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;

    ChannelKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the name under which both ciphers take it. */
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
