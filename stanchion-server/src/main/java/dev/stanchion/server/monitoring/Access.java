package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who may see the pages. Anybody else learns nothing, not even which paths exist. The comparison of
 * passwords takes the same time for every wrong password.
 */
public sealed interface Access {
    /** Everybody who reaches the port may see the pages. */
    Access OPEN = new Open();

    /** Returns the access of one user. */
    static Access user(String user, String password) {
        return new OneUser(user, password);
    }

    /** Returns whether the request may be answered, by its {@code Authorization} header. */
    boolean allows(@Nullable String authorization);

    /** Everybody may see the pages. */
    record Open() implements Access {
        @Override
        public boolean allows(@Nullable String authorization) {
            return true;
        }
    }

    /** One user may see the pages, with HTTP Basic authentication. */
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

        /** Returns a hash, so that all compared values have the same length. */
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

        /** Shows neither the user nor the password. */
        @Override
        public String toString() {
            return "one user";
        }
    }
}
