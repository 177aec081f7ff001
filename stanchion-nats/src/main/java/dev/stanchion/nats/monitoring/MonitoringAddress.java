package dev.stanchion.nats.monitoring;

/**
 * Where the pages can be found.
 *
 * @param host of the monitoring port
 * @param httpPort 0 if there is none
 * @param httpsPort 0 if there is none
 * @param basePath what stands before each path: empty, or like {@code /nats}
 */
public record MonitoringAddress(String host, int httpPort, int httpsPort, String basePath) {}
