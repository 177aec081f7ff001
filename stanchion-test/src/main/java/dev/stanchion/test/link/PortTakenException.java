package dev.stanchion.test.link;

import java.io.IOException;

/** The port for clients cannot be opened. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(int port, IOException why) {
        super(
                "port %d: %s; choose another port, or 0 for any free one"
                        .formatted(port, why.getMessage()),
                why);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
