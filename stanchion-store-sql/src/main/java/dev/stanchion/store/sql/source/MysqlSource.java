package dev.stanchion.store.sql.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.sql.database.Dialect;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the data source names of {@code go-sql-driver/mysql}: {@code
 * user:password@tcp(host:port)/database?readTimeout=30s}. User and password are not URL-encoded;
 * they end at the last {@code @} before the last {@code /}. The values of parameters are
 * URL-encoded. Pure.
 */
final class MysqlSource {
    private static final String DEFAULT_PORT = "3306";
    private static final String FORM = "user:password@tcp(host:port)/database?name=value";

    private MysqlSource() {}

    static SqlSource read(String source) {
        int slash = source.lastIndexOf('/');
        if (slash < 0) {
            throw new MalformedSourceException(
                    "source", "no / before the name of the database (expected: " + FORM + ")");
        }
        String before = source.substring(0, slash);
        String after = source.substring(slash + 1);
        int question = after.indexOf('?');
        String database = question < 0 ? after : after.substring(0, question);
        Map<String, String> parameters =
                question < 0 ? Map.of() : UrlText.parameters(after.substring(question + 1));
        int at = before.lastIndexOf('@');
        String credentials = at < 0 ? "" : before.substring(0, at);
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? credentials : credentials.substring(0, colon);
        String password = colon < 0 ? "" : credentials.substring(colon + 1);
        return source(user, password, before.substring(at + 1), database, parameters);
    }

    private static SqlSource source(
            String user,
            String password,
            String network,
            String database,
            Map<String, String> parameters) {
        String address = address(network);
        if (database.isEmpty()) {
            throw new MalformedSourceException(
                    "database", "no name after the / (expected: " + FORM + ")");
        }
        return new SqlSource(
                Dialect.MYSQL,
                "jdbc:mariadb://" + address + "/" + UrlText.encoded(decoded("database", database)),
                user,
                password,
                properties(parameters),
                "MySQL database " + database + " at " + address);
    }

    private static String address(String network) {
        if (network.isEmpty() || network.equals("tcp")) {
            return "127.0.0.1:" + DEFAULT_PORT;
        }
        int open = network.indexOf('(');
        String kind = open < 0 ? network : network.substring(0, open);
        if (!kind.equals("tcp")) {
            throw new MalformedSourceException(
                    "network",
                    kind.equals("unix")
                            ? "unix(…) is a socket, which the JDBC driver cannot use; write"
                                    + " tcp(localhost:3306)"
                            : "nothing but tcp(host:port) is known (expected: " + FORM + ")");
        }
        if (!network.endsWith(")")) {
            throw new MalformedSourceException("network", "tcp( has no closing )");
        }
        String address = network.substring(open + 1, network.length() - 1);
        int colon = address.lastIndexOf(':');
        boolean hasPort = colon > address.lastIndexOf(']');
        String port = hasPort ? address.substring(colon + 1) : DEFAULT_PORT;
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new MalformedSourceException("port", "\"" + port + "\" (expected: 1 to 65535)");
        }
        String host = hasPort ? address.substring(0, colon) : address;
        return (host.isEmpty() ? "127.0.0.1" : host) + ":" + port;
    }

    private static Map<String, String> properties(Map<String, String> parameters) {
        Map<String, String> properties = new LinkedHashMap<>();
        long timeoutMillis = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String value = decoded(name, parameter.getValue());
            switch (name) {
                case "readTimeout", "writeTimeout" ->
                        timeoutMillis = Math.max(timeoutMillis, GoDurationText.millis(name, value));
                case "timeout" ->
                        properties.put(
                                "connectTimeout",
                                String.valueOf(GoDurationText.millis(name, value)));
                case "tls" -> properties.put("sslMode", sslMode(value));
                case "serverPubKey" -> properties.put("serverRsaPublicKeyFile", value);
                case "allowNativePasswords",
                        "allowOldPasswords",
                        "allowCleartextPasswords",
                        "allowAllFiles",
                        "allowFallbackToPlaintext",
                        "charset",
                        "checkConnLiveness",
                        "clientFoundRows",
                        "collation",
                        "columnsWithAlias",
                        "interpolateParams",
                        "loc",
                        "maxAllowedPacket",
                        "multiStatements",
                        "parseTime",
                        "rejectReadOnly" -> {
                    // these parameters concern only the Go driver
                }
                default -> throw unknown(name);
            }
        }
        if (timeoutMillis > 0) {
            properties.put("socketTimeout", String.valueOf(timeoutMillis));
        }
        return properties;
    }

    private static MalformedSourceException unknown(String name) {
        return new MalformedSourceException(
                name,
                "unknown parameter (known: timeout, readTimeout, writeTimeout, tls, and those of the"
                        + " Go driver that change nothing here; for others write a JDBC URL,"
                        + " jdbc:mariadb://host:port/database?name=value)");
    }

    private static String sslMode(String tls) {
        return switch (tls) {
            case "false" -> "disable";
            case "true" -> "verify-full";
            case "skip-verify" -> "trust";
            default ->
                    throw new MalformedSourceException(
                            "tls",
                            "\"%s\" (expected: true, false or skip-verify; certificates of your own"
                                            .formatted(tls)
                                    + " need a JDBC URL with sslMode and serverSslCert)");
        };
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
