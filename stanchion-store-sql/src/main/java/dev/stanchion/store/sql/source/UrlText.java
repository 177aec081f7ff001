package dev.stanchion.store.sql.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts of {@code scheme://user:password@host:port/path?parameters}, still encoded. This class
 * replaces {@link java.net.URI}, whose errors show the whole text including the password.
 * Immutable.
 */
record UrlText(
        String user,
        String password,
        String host,
        String port,
        String path,
        Map<String, String> parameters) {
    static UrlText read(String url) {
        String rest = url.substring(url.indexOf("://") + 3);
        Map<String, String> parameters = Map.of();
        int question = rest.indexOf('?');
        if (question >= 0) {
            parameters = parameters(rest.substring(question + 1));
            rest = rest.substring(0, question);
        }
        int at = rest.lastIndexOf('@');
        String credentials = at < 0 ? "" : rest.substring(0, at);
        String location = rest.substring(at + 1);
        int slash = location.indexOf('/');
        String path = slash < 0 ? "" : location.substring(slash + 1);
        String address = slash < 0 ? location : location.substring(0, slash);
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? credentials : credentials.substring(0, colon);
        String password = colon < 0 ? "" : credentials.substring(colon + 1);
        int portColon = address.lastIndexOf(':');
        boolean hasPort = portColon > address.lastIndexOf(']');
        return new UrlText(
                user,
                password,
                (hasPort ? address.substring(0, portColon) : address).replaceAll("^\\[|]$", ""),
                hasPort ? address.substring(portColon + 1) : "",
                path,
                parameters);
    }

    /** Reads {@code name=value&name=value}. Names and values stay encoded. */
    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new MalformedSourceException(
                        "parameter " + (parameters.size() + 1), "no = (expected: name=value)");
            }
            parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return parameters;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
