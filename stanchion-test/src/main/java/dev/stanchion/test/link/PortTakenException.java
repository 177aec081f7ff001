package dev.stanchion.test.link;

import dev.stanchion.nats.PortHolder;
import java.io.IOException;
import java.util.Locale;

/** The port for clients cannot be opened. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(String host, int port, IOException why) {
        super("port %d: %s; %s".formatted(port, why.getMessage(), remedy(host, port, why)), why);
        this.port = port;
    }

    private static String remedy(String host, int port, IOException why) {
        String other = "choose another port, or 0 for any free one";
        return String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT).contains("in use")
                ? "%s; stop it, or %s".formatted(PortHolder.describe(host, port), other)
                : other;
    }

    public int port() {
        return port;
    }
}
