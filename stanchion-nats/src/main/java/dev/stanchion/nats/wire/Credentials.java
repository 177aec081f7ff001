package dev.stanchion.nats.wire;

import java.nio.charset.StandardCharsets;

/**
 * What a client says in its CONNECTs to be let in; each is empty if it did not say it. Immutable,
 * and it does not show secrets.
 *
 * @param signature of the nonce that the client was greeted with, by its key
 */
public record Credentials(
        String user, String password, String token, String nkey, String signature) {
    /** None. */
    public static final Credentials NONE = new Credentials("", "", "", "", "");

    /** Only who it claims to be. */
    @Override
    public String toString() {
        String claimed = nkey.isEmpty() ? user : nkey;
        return (nkey.isEmpty() ? "user " : "nkey ")
                + GoQuote.of(claimed.getBytes(StandardCharsets.UTF_8));
    }
}
