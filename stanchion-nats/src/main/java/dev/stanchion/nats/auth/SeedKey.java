package dev.stanchion.nats.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A user's private key, which proves who connects. Immutable. It never shows what it is.
 *
 * <pre>
 *   base32 of:  2 bytes of prefixes | 32 bytes of the Ed25519 seed | CRC-16, low byte first
 *               S and the kind of key, which makes the text of a user's begin with SU
 * </pre>
 *
 * <p>Source: {@code spec/nats-core.md} 7.4.
 */
public final class SeedKey {
    private static final int SEED_PREFIX = 18 << 3;
    private static final int USER_PREFIX = 20 << 3;
    private static final int SEED_LENGTH = 32;
    private static final int PREFIX_LENGTH = 2;

    private final PrivateKey key;
    private final String publicText;

    private SeedKey(PrivateKey key, String publicText) {
        this.key = key;
        this.publicText = publicText;
    }

    /** Returns the key that a text stands for; empty if it is no user's seed. */
    public static Optional<SeedKey> parse(String text) {
        return KeyText.decode(text).filter(SeedKey::isUserSeed).map(SeedKey::of);
    }

    private static boolean isUserSeed(byte[] raw) {
        if (raw.length != PREFIX_LENGTH + SEED_LENGTH) {
            return false;
        }
        int kind = (raw[0] & 7) << 5 | (raw[1] & 0xf8) >> 3;
        return (raw[0] & 0xf8) == SEED_PREFIX && kind == USER_PREFIX;
    }

    /**
     * Returns the JDK makes the public key to a seed only if the seed is what chance has brought.
     */
    private static SeedKey of(byte[] raw) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(
                    NamedParameterSpec.ED25519,
                    new Seed(Arrays.copyOfRange(raw, PREFIX_LENGTH, raw.length)));
            KeyPair pair = generator.generateKeyPair();
            return new SeedKey(pair.getPrivate(), textOf((EdECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    /**
     * Returns the point as RFC 8032 writes it: y, low byte first, and the parity of x in the top
     * bit.
     */
    private static String textOf(EdECPublicKey key) {
        byte[] bytes = new byte[1 + SEED_LENGTH];
        bytes[0] = (byte) USER_PREFIX;
        byte[] y = key.getPoint().getY().toByteArray();
        for (int i = 0; i < Math.min(y.length, SEED_LENGTH); i++) {
            bytes[1 + i] = y[y.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            bytes[SEED_LENGTH] |= (byte) 0x80;
        }
        return KeyText.encode(bytes);
    }

    /** Returns the public key, as a server's configuration names it. */
    public String publicText() {
        return publicText;
    }

    /** Signs what a server has asked to sign. */
    public String sign(String nonce) {
        try {
            Signature signing = Signature.getInstance("Ed25519");
            signing.initSign(key);
            signing.update(nonce.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signing.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with Ed25519", e);
        }
    }

    @Override
    public String toString() {
        return publicText;
    }

    /** Brings these bytes and nothing else. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // nobody writes it
        private final byte[] bytes;

        Seed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            if (target.length != bytes.length) {
                throw new IllegalStateException("an Ed25519 key of " + target.length + " bytes");
            }
            System.arraycopy(bytes, 0, target, 0, bytes.length);
        }
    }
}
