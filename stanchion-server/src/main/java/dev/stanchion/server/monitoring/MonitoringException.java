package dev.stanchion.server.monitoring;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;

/** The monitoring port cannot be opened. The message is the log line of the Go server. */
public final class MonitoringException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final List<String> REASONS =
            List.of(
                    "address already in use",
                    "permission denied",
                    "cannot assign requested address");

    private final String host;
    private final int port;

    MonitoringException(String host, int port, Throwable cause) {
        super(
                "Can't start monitoring: can't listen to the monitor port: "
                        + reason(host, port, cause),
                cause);
        this.host = host;
        this.port = port;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    private static String reason(String host, int port, Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "listen tcp: lookup " + host + ": no such host";
        }
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        String reason = REASONS.stream().filter(said::contains).findFirst().orElse(said);
        return "listen tcp " + HostPort.of(host, port) + ": bind: " + reason;
    }
}
