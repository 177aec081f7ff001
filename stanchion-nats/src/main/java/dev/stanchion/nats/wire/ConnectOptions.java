package dev.stanchion.nats.wire;

/**
 * What a client asked for in its CONNECTs so far; a later one changes only what it names.
 *
 * <p>Without any CONNECT the {@link #DEFAULTS} hold. Source: {@code spec/nats-core.md} 2.2.
 *
 * @param protocol not checked here; 0 and 1 exist
 * @param account an account to bind to, empty if none; accounts do not exist here
 * @param credentials what lets it in
 * @param name what the application calls itself; {@code lang} and {@code version} are its library
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
