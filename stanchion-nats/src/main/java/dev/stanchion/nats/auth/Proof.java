package dev.stanchion.nats.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;

/** What takes long to find out. Immutable, and it shows nothing. */
public sealed interface Proof {
    /** Computes it: a few tenths of a millisecond for a signature, a tenth of a second else. */
    boolean holds();

    /** Why a client is refused without it. The reason is for the log; the client is not told. */
    default String refusal() {
        return "wrong password, token or signature";
    }

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

    /**
     * What somebody has to wait for who is refused whatever the password is, so that nobody can
     * tell by the time which names there are.
     *
     * @param decoy the hash of somebody else, which costs as much
     */
    record OfNobody(Secret decoy, String given, String refusal) implements Proof {
        @Override
        public boolean holds() {
            boolean ignored = new OfHash(decoy, given).holds();
            return false;
        }

        @Override
        public String toString() {
            return "a password of nobody";
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
