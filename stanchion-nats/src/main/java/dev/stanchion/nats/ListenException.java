package dev.stanchion.nats;

import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/**
 * Reports that the client port could not be opened, in the words of the NATS server. If the port is
 * taken, the message also names who has it, and what to do.
 *
 * <p>The server continues without a port. Another {@link NatsServer#listen} may succeed.
 */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String TAKEN = "bind: address already in use";

    private final String host;
    private final int port;

    private ListenException(String message, String host, int port, Throwable cause) {
        super(message, cause);
        this.host = host;
        this.port = port;
    }

    /** Makes an exception. If the port is taken, this asks who has it ({@link PortHolder}). */
    static ListenException of(String host, int port, Throwable cause) {
        String reason = text(cause);
        String message =
                "Error listening on port: %s:%d, \"listen tcp %s:%d: %s\""
                        .formatted(host, port, host, port, reason);
        return new ListenException(
                reason.equals(TAKEN) ? message + remedy(host, port) : message, host, port, cause);
    }

    private static String remedy(String host, int port) {
        return "; %s; stop it, or choose another port".formatted(PortHolder.describe(host, port));
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
