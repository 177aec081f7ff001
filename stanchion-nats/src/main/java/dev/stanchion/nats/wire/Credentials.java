package dev.stanchion.nats.wire;

import java.nio.charset.StandardCharsets;

/**
 * The credentials of a client's CONNECTs; each is empty if the client did not send it. Immutable.
 * Its text contains no secret.
 *
 * @param signature the signature of the greeting's nonce by the client's key
 */
public record Credentials(
        String user, String password, String token, String nkey, String signature) {
    /** No credentials. */
    public static final Credentials NONE = new Credentials("", "", "", "", "");

    /** Returns the user and the key, without secrets. */
    @Override
    public String toString() {
        String claimed = nkey.isEmpty() ? user : nkey;
        return (nkey.isEmpty() ? "user " : "nkey ")
                + GoQuote.of(claimed.getBytes(StandardCharsets.UTF_8));
    }
}
