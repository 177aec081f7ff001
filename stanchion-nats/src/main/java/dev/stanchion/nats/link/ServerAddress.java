package dev.stanchion.nats.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of a server, and the credentials in its URL. Immutable. {@code toString} shows no
 * secrets.
 *
 * @param user empty if the URL names none
 * @param password empty if the URL names none; a user without a password is a token
 */
public record ServerAddress(String host, int port, boolean tls, String user, String password) {
    private static final int DEFAULT_PORT = 4222;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads one URL, or a list of them with commas between. As in the Go server, a single URL
     * without a user needs its scheme and its port. In a list, or with a user, both may be omitted
     * ({@code spec/operations.md} 10).
     *
     * @throws LinkException if a URL is invalid
     */
    public static List<ServerAddress> parse(String text) {
        boolean isList = text.contains("@") || text.contains(",");
        List<ServerAddress> addresses = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            if (!each.isBlank()) {
                addresses.add(one(each.strip(), !isList));
            }
        }
        if (addresses.isEmpty()) {
            throw new LinkException("no URL (expected: nats://host:4222)");
        }
        return List.copyOf(addresses);
    }

    private static ServerAddress one(String url, boolean strict) {
        int schemeEnd = url.indexOf("://");
        String scheme = schemeEnd < 0 ? "nats" : url.substring(0, schemeEnd);
        String rest = schemeEnd < 0 ? url : url.substring(schemeEnd + 3);
        int userEnd = rest.lastIndexOf('@');
        String users = userEnd < 0 ? "" : rest.substring(0, userEnd);
        String authority = rest.substring(userEnd + 1);
        if (strict && schemeEnd < 0) {
            throw new LinkException(
                    "malformed url: " + authority + " (expected: nats://host:4222)");
        }
        if (!scheme.equals("nats") && !scheme.equals("tls")) {
            throw new LinkException(
                    "scheme %s of %s (expected: nats or tls)".formatted(scheme, authority));
        }
        int colon = users.indexOf(':');
        return new ServerAddress(
                        "",
                        0,
                        scheme.equals("tls"),
                        decoded(colon < 0 ? users : users.substring(0, colon)),
                        decoded(colon < 0 ? "" : users.substring(colon + 1)))
                .at(authority, strict);
    }

    /** Returns the URL-decoded text. A plus sign stays a plus sign and does not become a space. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new LinkException(
                    "user or password of a URL is not percent-encoded as it should");
        }
    }

    private ServerAddress at(String authority, boolean needsPort) {
        int slash = authority.indexOf('/');
        String place = slash < 0 ? authority : authority.substring(0, slash);
        int colon = place.lastIndexOf(':');
        boolean hasPort = colon > place.lastIndexOf(']');
        if (!hasPort && needsPort) {
            throw new LinkException(
                    "address %s: missing port in address (expected: nats://host:4222)"
                            .formatted(place));
        }
        String name = hasPort ? place.substring(0, colon) : place;
        String plain =
                name.startsWith("[") && name.endsWith("]")
                        ? name.substring(1, name.length() - 1)
                        : name;
        if (plain.isBlank()) {
            throw new LinkException("address %s: no host (expected: host:4222)".formatted(place));
        }
        int number = hasPort ? portOf(place.substring(colon + 1), place) : DEFAULT_PORT;
        return new ServerAddress(plain, number, tls, user, password);
    }

    private static int portOf(String text, String place) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0 && number <= MAX_PORT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the error below also names the expected form
        }
        throw new LinkException("address %s: port (expected: 1 to 65535)".formatted(place));
    }

    /** Returns another server of the same cluster, with the same user. */
    ServerAddress toldOf(String hostAndPort) {
        return at(hostAndPort, false);
    }

    boolean isAt(ServerAddress other) {
        return host.equals(other.host) && port == other.port;
    }

    @Override
    public String toString() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        String users = user.isEmpty() ? "" : "[REDACTED]@";
        return (tls ? "tls://" : "nats://") + users + shown + ":" + port;
    }
}
