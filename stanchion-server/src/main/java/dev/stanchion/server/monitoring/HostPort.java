package dev.stanchion.server.monitoring;

/** An address as people write it. */
final class HostPort {
    private HostPort() {}

    /** Returns {@code 0.0.0.0:8222}, or {@code [::1]:8222}. */
    static String of(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
