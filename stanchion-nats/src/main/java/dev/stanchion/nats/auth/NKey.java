package dev.stanchion.nats.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A user's public key. Immutable.
 *
 * <pre>
 *   base32 of:  prefix | 32 bytes of the Ed25519 key | CRC-16, low byte first
 *               0xA0, which makes the text begin with U
 * </pre>
 *
 * <p>Source: {@code spec/nats-core.md} 7.4.
 */
public final class NKey {
    private static final int TEXT_LENGTH = 56;
    private static final int KEY_LENGTH = 32;
    private static final int SIGNATURE_LENGTH = 64;
    private static final byte USER = (byte) 0xA0;

    /** The DER header before the 32 bytes of an Ed25519 key (RFC 8410). */
    private static final byte[] DER_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String text;
    private final PublicKey key;

    private NKey(String text, PublicKey key) {
        this.text = text;
        this.key = key;
    }

    /** Returns the key of this text; empty if the text is not a user's public key. */
    public static Optional<NKey> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        return KeyText.decode(text)
                .filter(raw -> raw[0] == USER)
                .map(raw -> new NKey(text, keyOf(raw)));
    }

    private static PublicKey keyOf(byte[] raw) {
        byte[] encoded = Arrays.copyOf(DER_HEADER, DER_HEADER.length + KEY_LENGTH);
        System.arraycopy(raw, 1, encoded, DER_HEADER.length, KEY_LENGTH);
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot read Ed25519 keys", e);
        }
    }

    /**
     * Returns whether this key has signed these bytes.
     *
     * @param signature in base64 of either alphabet, with or without padding
     */
    boolean hasSigned(byte[] bytes, String signature) {
        byte[] raw = signatureOf(signature);
        if (raw.length != SIGNATURE_LENGTH) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(bytes);
            return check.verify(raw);
        } catch (SignatureException e) {
            return false; // no signature at all
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot check Ed25519 signatures", e);
        }
    }

    /**
     * Decodes the signature. Padding is optional for the JDK's decoder; an empty text is no
     * signature.
     */
    private static byte[] signatureOf(String text) {
        try {
            return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Returns the key as a configuration contains it. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NKey nkey && text.equals(nkey.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
