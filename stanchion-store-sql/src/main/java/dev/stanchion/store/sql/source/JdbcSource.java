package dev.stanchion.store.sql.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.sql.database.Dialect;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads JDBC URLs: {@code jdbc:postgresql://host:port/database?user=…}. It passes the parameters to
 * the driver unread, except user and password, which must not appear in any text. Pure.
 */
final class JdbcSource {
    private JdbcSource() {}

    static SqlSource read(String url, Dialect dialect) {
        String scheme = url.substring(0, Math.max(0, url.indexOf("://")));
        boolean fits =
                switch (dialect) {
                    case POSTGRES -> scheme.equals("jdbc:postgresql");
                    case MYSQL -> scheme.equals("jdbc:mariadb") || scheme.equals("jdbc:mysql");
                };
        if (!fits) {
            throw new MalformedSourceException(
                    "source",
                    "not a JDBC URL of the driver (expected: "
                            + (dialect == Dialect.POSTGRES
                                    ? "jdbc:postgresql://…)"
                                    : "jdbc:mariadb://… or jdbc:mysql://…)"));
        }
        UrlText parts = UrlText.read(url);
        Map<String, String> parameters = new LinkedHashMap<>(parts.parameters());
        String user = taken(parameters, "user");
        String password = taken(parameters, "password");
        Map<String, String> properties = new LinkedHashMap<>();
        parameters.forEach((name, value) -> properties.put(name, decoded(name, value)));
        int question = url.indexOf('?');
        String bare = url.substring(url.indexOf("://"), question < 0 ? url.length() : question);
        if (bare.indexOf('@') >= 0) {
            throw new MalformedSourceException(
                    "source", "a JDBC URL has no @; write ?user=…&password=…");
        }
        String driver = dialect == Dialect.POSTGRES ? "jdbc:postgresql" : "jdbc:mariadb";
        return new SqlSource(
                dialect,
                driver + bare,
                user,
                password,
                properties,
                dialect.product() + " " + bare.substring("://".length()));
    }

    private static String taken(Map<String, String> parameters, String name) {
        String value = parameters.remove(name);
        return value == null ? "" : decoded(name, value);
    }

    private static String decoded(String part, String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedSourceException(
                    part, "a % must be followed by two hexadecimal digits (%25 is the % itself)");
        }
    }
}
