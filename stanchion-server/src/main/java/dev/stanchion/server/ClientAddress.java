package dev.stanchion.server;

/** Makes the address by which a client on the same machine reaches a server. */
final class ClientAddress {
    private ClientAddress() {}

    /**
     * Returns loopback for the address that means all interfaces, and puts brackets around IPv6.
     */
    static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> bracketed(host);
        };
    }

    /** Returns the host in the form before a colon and a port. */
    static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
