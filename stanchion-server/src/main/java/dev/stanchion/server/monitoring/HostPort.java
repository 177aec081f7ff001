package dev.stanchion.server.monitoring;

/** Writes an address as users do. */
final class HostPort {
    private HostPort() {}

    /** Returns {@code 0.0.0.0:8222}, or {@code [::1]:8222}. */
    static String of(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
