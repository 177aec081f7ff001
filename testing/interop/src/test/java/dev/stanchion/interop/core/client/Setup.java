package dev.stanchion.interop.core.client;

/** The configurations of servers. All have both ports, for NATS and for WebSockets. */
public enum Setup {
    /** Everybody may do everything. */
    OPEN,
    /** {@link Users}, by password or nkey. */
    USERS,
    /** {@link Users#TOKEN}. */
    TOKEN,
    /** Encrypted. */
    TLS,
    /** Encrypted, and only for clients with a certificate. */
    MUTUAL_TLS,
    /** Its only place for a connection is taken. */
    FULL;

    boolean isEncrypted() {
        return this == TLS || this == MUTUAL_TLS;
    }

    /** Returns the configuration file without the ports. */
    String configuration(Certificates certificates) {
        return switch (this) {
            case OPEN -> "";
            case USERS ->
                    """
                    authorization {
                      users: [
                        { user: "%s", password: "%s", permissions: {
                            publish: ["%s", "_INBOX.>"], subscribe: ["%s", "_INBOX.>"] } }
                        { nkey: "%s" }
                      ]
                    }
                    """
                            .formatted(
                                    Users.NAME,
                                    Users.PASSWORD,
                                    Users.ALLOWED,
                                    Users.ALLOWED,
                                    Users.NKEY);
            case TOKEN -> "authorization { token: \"%s\" }\n".formatted(Users.TOKEN);
            case TLS, MUTUAL_TLS -> tls(certificates);
            case FULL -> "max_connections: 1\n";
        };
    }

    /** Returns the content of its {@code websocket} without the port. */
    String webSocketConfiguration(Certificates certificates) {
        return isEncrypted() ? tls(certificates) : "no_tls: true\n";
    }

    private String tls(Certificates certificates) {
        String verify =
                this == MUTUAL_TLS
                        ? "ca_file: \"%s\", verify: true,".formatted(certificates.authority())
                        : "";
        return "tls { cert_file: \"%s\", key_file: \"%s\", %s timeout: 20 }\n"
                .formatted(certificates.server(), certificates.serverKey(), verify);
    }
}
