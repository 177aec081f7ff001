package dev.stanchion.nats;

import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/**
 * Reports that the client port could not be opened, in the words of the NATS server.
 *
 * <p>The server continues without a port. Another {@link NatsServer#listen} may succeed.
 */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String host;
    private final int port;

    ListenException(String host, int port, Throwable cause) {
        super(
                "Error listening on port: %s:%d, \"listen tcp %s:%d: %s\""
                        .formatted(host, port, host, port, text(cause)),
                cause);
        this.host = host;
        this.port = port;
    }

    /** Returns the address as it was configured. */
    public String host() {
        return host;
    }

    /** Returns the port as it was configured. */
    public int port() {
        return port;
    }

    private static String text(Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "lookup: no such host";
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        for (String known :
                new String[] {
                    "address already in use", "permission denied", "cannot assign requested address"
                }) {
            if (message.contains(known)) {
                return "bind: " + known;
            }
        }
        return cause instanceof BindException ? "bind: " + message : message;
    }
}
