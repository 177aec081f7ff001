package dev.stanchion.nats.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers the last correct password of each bcrypt hash, so that it need not be hashed again. It
 * keeps the HMAC of the password under a key that never leaves this process, which is useless
 * elsewhere. Its size is bounded by the number of hashes in the configuration. Safe for use by many
 * threads.
 */
final class KnownPasswords {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    /** The bound, because a configuration can be reloaded with new hashes again and again. */
    private static final int MAX = 10_000;

    private final SecretKey key;
    private final Map<String, byte[]> digests = new HashMap<>();

    KnownPasswords() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    boolean contains(Secret secret, String given) {
        byte[] known;
        synchronized (this) {
            known = digests.get(nameOf(secret));
        }
        return known != null && MessageDigest.isEqual(known, digest(given));
    }

    void add(Secret secret, String given) {
        byte[] digest = digest(given);
        synchronized (this) {
            if (digests.size() >= MAX) {
                digests.clear();
            }
            digests.put(nameOf(secret), digest);
        }
    }

    private static String nameOf(Secret secret) {
        return new String(secret.hash(), StandardCharsets.UTF_8);
    }

    private byte[] digest(String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }
}
