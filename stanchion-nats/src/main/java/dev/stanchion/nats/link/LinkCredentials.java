package dev.stanchion.nats.link;

import java.nio.file.Path;

/**
 * Who connects, unless the URL of a server says it. Immutable. Its text has no secrets.
 *
 * @param user empty if there is none
 * @param password of the user
 * @param token empty if there is none
 * @param seedFile with the seed of a key, alone on a line or as the tools write it; the empty path
 *     if there is none
 * @param credentialsFile with a JWT and a seed, as the tools write it; the empty path if there is
 *     none
 */
public record LinkCredentials(
        String user, String password, String token, Path seedFile, Path credentialsFile) {
    /** Nobody in particular. */
    public static final LinkCredentials NONE =
            new LinkCredentials("", "", "", Path.of(""), Path.of(""));

    /** Returns a user with a password. */
    public static LinkCredentials user(String user, String password) {
        return new LinkCredentials(user, password, "", Path.of(""), Path.of(""));
    }

    /** Returns a token. */
    public static LinkCredentials token(String token) {
        return new LinkCredentials("", "", token, Path.of(""), Path.of(""));
    }

    /** Returns these with a key. */
    public LinkCredentials withSeedFile(Path file) {
        return new LinkCredentials(user, password, token, file, credentialsFile);
    }

    /** Returns these with a file of credentials. */
    public LinkCredentials withCredentialsFile(Path file) {
        return new LinkCredentials(user, password, token, seedFile, file);
    }

    @Override
    public String toString() {
        return "LinkCredentials[user=%s, seedFile=%s, credentialsFile=%s]"
                .formatted(user, seedFile, credentialsFile);
    }
}
