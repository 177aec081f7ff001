package dev.stanchion.nats.link;

import java.nio.file.Path;

/**
 * The credentials of a link, unless the URL of a server has others. Immutable. {@code toString}
 * shows no secrets.
 *
 * @param user empty if there is none
 * @param password the password of the user
 * @param token empty if there is none
 * @param seedFile a file with the seed of a key, alone on a line or in the format of the tools; the
 *     empty path if there is none
 * @param credentialsFile a file with a JWT and a seed in the format of the tools; the empty path if
 *     there is none
 */
public record LinkCredentials(
        String user, String password, String token, Path seedFile, Path credentialsFile) {
    /** No credentials. */
    public static final LinkCredentials NONE =
            new LinkCredentials("", "", "", Path.of(""), Path.of(""));

    /** Returns the credentials of a user with a password. */
    public static LinkCredentials user(String user, String password) {
        return new LinkCredentials(user, password, "", Path.of(""), Path.of(""));
    }

    /** Returns the credentials of a token. */
    public static LinkCredentials token(String token) {
        return new LinkCredentials("", "", token, Path.of(""), Path.of(""));
    }

    /** Returns these credentials with a key. */
    public LinkCredentials withSeedFile(Path file) {
        return new LinkCredentials(user, password, token, file, credentialsFile);
    }

    /** Returns these credentials with a credentials file. */
    public LinkCredentials withCredentialsFile(Path file) {
        return new LinkCredentials(user, password, token, seedFile, file);
    }

    @Override
    public String toString() {
        return "LinkCredentials[user=%s, seedFile=%s, credentialsFile=%s]"
                .formatted(user, seedFile, credentialsFile);
    }
}
