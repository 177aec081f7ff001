package dev.stanchion.client;

/**
 * Why no connection to a NATS server came about, the most telling first: of several servers in one
 * URL, that is the one to speak of.
 *
 * @see Attempts
 */
enum Trouble {
    CREDENTIALS_MISSING(
            "the NATS server at %s requires credentials",
            "Put them into the URL: nats://user:password@host:port, or nats://token@host:port."),
    PASSWORD_WRONG(
            "the NATS server at %s does not know this user with this password",
            "Correct them in the URL, nats://user:password@host:port; or does it want a token,"
                    + " nats://token@host:port?"),
    TOKEN_WRONG(
            "the NATS server at %s does not accept this token",
            "Correct it in the URL, nats://token@host:port; or does it want a user and a password,"
                    + " nats://user:password@host:port?"),
    CREDENTIALS_WRONG(
            "the NATS server at %s does not accept these credentials",
            "Are they the ones in its configuration?"),
    TLS_REQUIRED(
            "the NATS server at %s takes encrypted connections only",
            "Connect with tls:// in place of nats://."),
    TLS_NOT_OFFERED(
            "the NATS server at %s has no TLS",
            "Connect with nats:// in place of tls://, or give the server a certificate."),
    CERTIFICATE_NOT_TRUSTED(
            "no authority that Java trusts has signed the certificate of the NATS server at %s",
            "Name a file with its authority: -Djavax.net.ssl.trustStore=FILE, which 'stanchion' takes"
                    + " from the variable STANCHION_JAVA_OPTIONS."),
    TLS_FAILED(
            "TLS with the NATS server at %s failed",
            "Does its certificate name this host, and does it want a certificate of yours?"),
    /** What answers speaks HTTP. */
    WEB_SERVER(
            "a web server listens at %s, and no NATS server",
            "Name the port for clients, usually 4222; this may be the one for monitoring."),
    NOT_NATS(
            "what listens at %s does not greet as a NATS server does",
            "Is it another program, or a NATS server that wants TLS before all else"
                    + " (handshake_first)?"),
    CUT(
            "the server at %s ended the connection while it was made",
            "The log of that server says why. Does it want TLS, or a certificate of yours?"),
    UNKNOWN_HOST(
            "the host in %s is not known",
            "Is the name spelled right, and can this machine look it up?"),
    NOTHING_LISTENS(
            "nothing listens at %s",
            "Start a server there with 'stanchion server', or name another URL."),
    NO_ANSWER(
            "nothing answers at %s", "Is the machine up, and do firewalls let this port through?"),
    /** Whatever jnats has words for and this list has not. */
    OTHER(
            "no NATS server can be reached at %s",
            "Is a server running there, and are address, port and credentials right?");

    private final String problem;
    private final String remedy;

    Trouble(String problem, String remedy) {
        this.problem = problem;
        this.remedy = remedy;
    }

    String problem(String url) {
        return problem.formatted(url);
    }

    String remedy() {
        return remedy;
    }
}
