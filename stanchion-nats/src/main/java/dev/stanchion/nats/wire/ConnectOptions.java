package dev.stanchion.nats.wire;

/**
 * The options of a client's CONNECTs so far. A later CONNECT changes only the options that it
 * names.
 *
 * <p>Without a CONNECT the {@link #DEFAULTS} apply. Source: {@code spec/nats-core.md} 2.2.
 *
 * @param protocol not checked here; 0 and 1 exist
 * @param account an account to bind to, empty if none; accounts do not exist here
 * @param credentials the client's credentials
 * @param name the name that the application gave; {@code lang} and {@code version} are its library
 */
public record ConnectOptions(
        boolean verbose,
        boolean pedantic,
        boolean echo,
        boolean headers,
        boolean noResponders,
        int protocol,
        String account,
        boolean newAccount,
        Credentials credentials,
        String name,
        String lang,
        String version) {
    public static final ConnectOptions DEFAULTS =
            new ConnectOptions(
                    true, true, true, false, false, 0, "", false, Credentials.NONE, "", "", "");
}
