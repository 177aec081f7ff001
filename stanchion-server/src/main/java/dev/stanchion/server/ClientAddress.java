package dev.stanchion.server;

/** How a client on the same machine reaches an address that a server listens on. */
final class ClientAddress {
    private ClientAddress() {}

    /** Returns loopback for an address that stands for all, and brackets around IPv6. */
    static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> bracketed(host);
        };
    }

    /** Returns the host as it stands before a colon and a port. */
    static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
