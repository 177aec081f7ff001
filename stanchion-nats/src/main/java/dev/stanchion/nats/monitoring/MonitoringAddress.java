package dev.stanchion.nats.monitoring;

import java.util.function.IntSupplier;

/**
 * Where the pages can be found. Ports are asked for with each page, because the system may choose
 * one only when it is opened.
 *
 * @param host of the monitoring port
 * @param httpPort 0 if there is none; safe for use by many threads
 * @param httpsPort as {@code httpPort}
 * @param basePath what stands before each path: empty, or like {@code /nats}
 */
public record MonitoringAddress(
        String host, IntSupplier httpPort, IntSupplier httpsPort, String basePath) {
    /** With ports that are known by now; 0 if there is none. */
    public MonitoringAddress(String host, int httpPort, int httpsPort, String basePath) {
        this(host, () -> httpPort, () -> httpsPort, basePath);
    }
}
