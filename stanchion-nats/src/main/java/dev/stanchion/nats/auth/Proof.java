package dev.stanchion.nats.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;

/** A check of credentials that takes long. Immutable. Its text contains no secret. */
public sealed interface Proof {
    /**
     * Returns whether the proof holds. A signature takes some tenths of a millisecond, a hash a
     * tenth of a second.
     */
    boolean holds();

    /**
     * Returns why a client is refused if the proof does not hold. The reason is for the log; the
     * client does not get it.
     */
    default String refusal() {
        return "wrong password, token or signature";
    }

    /** Checks a password or token against a bcrypt hash. */
    record OfHash(Secret secret, String given) implements Proof {
        /** As the reference, it uses the first 72 bytes. */
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

    /**
     * A check that always fails. It takes as long as that of a real user, so nobody can find out by
     * the time which users exist.
     *
     * @param decoy the hash of another user, which costs as much
     */
    record OfNobody(Secret decoy, String given, String refusal) implements Proof {
        @Override
        public boolean holds() {
            boolean ignored = new OfHash(decoy, given).holds();
            return false;
        }

        @Override
        public String toString() {
            return "a password of an unknown user";
        }
    }

    /** Checks that a key has signed the text of the nonce. */
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
