package dev.stanchion.store.encryption;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/**
 * The cipher of messages. Each message records its cipher, so the server can read both, whichever
 * it writes ({@code spec/stores.md} 3.8).
 */
public enum EncryptionCipher {
    /** AES-256-GCM: the faster one on processors that have instructions for it. */
    AES(1, "AES/GCM/NoPadding") {
        @Override
        AlgorithmParameterSpec parameters(byte[] nonce) {
            return new GCMParameterSpec(SealedPayload.TAG_BYTES * Byte.SIZE, nonce);
        }
    },
    /** ChaCha20-Poly1305: the faster one on all others. */
    CHACHA(2, "ChaCha20-Poly1305") {
        @Override
        AlgorithmParameterSpec parameters(byte[] nonce) {
            return new IvParameterSpec(nonce);
        }
    };

    private static final Set<String> WITH_AES_INSTRUCTIONS =
            Set.of("amd64", "x86_64", "x86", "i386", "i686");

    private final byte code;
    private final String transformation;

    EncryptionCipher(int code, String transformation) {
        this.code = (byte) code;
        this.transformation = transformation;
    }

    /**
     * Returns the cipher with the given name in the configuration, ignoring case; empty if there is
     * none.
     */
    public static Optional<EncryptionCipher> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /**
     * Returns the default cipher, as in nats-streaming-server: AES on architectures where its
     * authors expected AES instructions, else CHACHA.
     *
     * @param architecture the system property {@code os.arch}
     */
    public static EncryptionCipher usualOn(String architecture) {
        return WITH_AES_INSTRUCTIONS.contains(architecture.toLowerCase(Locale.ROOT)) ? AES : CHACHA;
    }

    /** Returns the first byte of encrypted payloads. */
    byte code() {
        return code;
    }

    /** Returns the name of the cipher in the JDK. */
    String transformation() {
        return transformation;
    }

    abstract AlgorithmParameterSpec parameters(byte[] nonce);
}
