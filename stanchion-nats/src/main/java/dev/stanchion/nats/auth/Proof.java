package dev.stanchion.nats.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;

/** What takes long to find out. Immutable, and it shows nothing. */
public sealed interface Proof {
    /** Computes it: a few tenths of a millisecond for a signature, a tenth of a second else. */
    boolean holds();

    /** That a password or token belongs to a bcrypt hash. */
    record OfHash(Secret secret, String given) implements Proof {
        /** Like the reference, which looks at the first 72 bytes. */
        private static final BCrypt.Version ANY = BCrypt.Version.VERSION_2A;

        @Override
        public boolean holds() {
            BCrypt.Verifyer verifier = BCrypt.verifyer(null, LongPasswordStrategies.truncate(ANY));
            return verifier.verify(given.getBytes(StandardCharsets.UTF_8), secret.hash()).verified;
        }

        @Override
        public String toString() {
            return "a password";
        }
    }

    /** That a key has signed the nonce; what is signed is its text. */
    record OfKey(NKey key, String nonce, String signature) implements Proof {
        @Override
        public boolean holds() {
            return key.hasSigned(nonce.getBytes(StandardCharsets.US_ASCII), signature);
        }

        @Override
        public String toString() {
            return "a signature of " + key;
        }
    }
}
