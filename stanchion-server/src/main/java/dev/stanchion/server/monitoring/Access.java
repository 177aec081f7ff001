package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who may see the pages. Whoever may not learns nothing, not even which paths there are, and the
 * comparison takes as long for a nearly right password as for a wrong one.
 */
public sealed interface Access {
    /** Everybody who reaches the port. */
    Access OPEN = new Open();

    /** Returns the access of one user. */
    static Access user(String user, String password) {
        return new OneUser(user, password);
    }

    /** Tells whether a request may be answered, by its {@code Authorization} header. */
    boolean allows(@Nullable String authorization);

    /** Everybody. */
    record Open() implements Access {
        @Override
        public boolean allows(@Nullable String authorization) {
            return true;
        }
    }

    /** One user, who gives name and password by HTTP's Basic scheme. */
    final class OneUser implements Access {
        private static final String SCHEME = "basic ";

        private final byte[] expected;

        OneUser(String user, String password) {
            expected = digest((user + ":" + password).getBytes(UTF_8));
        }

        @Override
        public boolean allows(@Nullable String authorization) {
            byte[] given = authorization == null ? new byte[0] : credentials(authorization);
            return MessageDigest.isEqual(expected, digest(given));
        }

        private static byte[] credentials(String authorization) {
            if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
                return new byte[0];
            }
            try {
                return Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
            } catch (IllegalArgumentException e) {
                return new byte[0];
            }
        }

        /** So that what is compared has one length, whatever was given. */
        private static byte[] digest(byte[] text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OneUser user && MessageDigest.isEqual(expected, user.expected);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(expected);
        }

        /** Says nothing of the user or the password. */
        @Override
        public String toString() {
            return "one user";
        }
    }
}
