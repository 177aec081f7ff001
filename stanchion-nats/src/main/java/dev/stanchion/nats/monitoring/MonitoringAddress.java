package dev.stanchion.nats.monitoring;

import java.util.function.IntSupplier;

/**
 * The address of the pages. Each page asks for the ports, because the system may choose a port when
 * it is opened.
 *
 * @param host the host of the monitoring port
 * @param httpPort 0 if there is none; safe for use by many threads
 * @param httpsPort as {@code httpPort}
 * @param basePath the prefix of each path: empty, or like {@code /nats}
 */
public record MonitoringAddress(
        String host, IntSupplier httpPort, IntSupplier httpsPort, String basePath) {
    /** Creates an address with known ports; 0 if there is none. */
    public MonitoringAddress(String host, int httpPort, int httpsPort, String basePath) {
        this(host, () -> httpPort, () -> httpsPort, basePath);
    }
}
