package dev.stanchion.store.sql.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.sql.database.Dialect;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the data source names of {@code lib/pq}: {@code user=… password='…' dbname=…}, or {@code
 * postgres://user:password@host:port/database?sslmode=…}; both forms have the same parameters. Only
 * NATS Streaming knows {@code readTimeout} and {@code writeTimeout}. Pure.
 */
final class PostgresSource {
    private static final String DEFAULT_PORT = "5432";

    /**
     * The modes of the Go driver. It encrypts by default, and refuses a mode that it does not
     * support.
     */
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** The parameters that the JDBC driver supports, and their names in the JDBC driver. */
    private static final Map<String, String> RENAMED =
            Map.of(
                    "sslmode", "sslmode",
                    "sslcert", "sslcert",
                    "sslkey", "sslkey",
                    "sslrootcert", "sslrootcert",
                    "application_name", "ApplicationName",
                    "fallback_application_name", "ApplicationName",
                    "krbsrvname", "kerberosServerName");

    private final Map<String, String> environment;

    PostgresSource(Map<String, String> environment) {
        this.environment = environment;
    }

    SqlSource read(String source) {
        String lower = source.toLowerCase(Locale.ROOT);
        boolean isUrl = lower.startsWith("postgres://") || lower.startsWith("postgresql://");
        Map<String, String> given = new LinkedHashMap<>();
        fromEnvironment(given);
        given.putAll(isUrl ? ofUrl(source) : new KeywordText(source).read());
        return source(given);
    }

    /** Reads the environment variables that the Go driver reads. */
    private void fromEnvironment(Map<String, String> given) {
        Map<String, String> names =
                Map.of(
                        "PGHOST", "host",
                        "PGPORT", "port",
                        "PGUSER", "user",
                        "PGPASSWORD", "password",
                        "PGDATABASE", "dbname",
                        "PGSSLMODE", "sslmode");
        names.forEach((variable, parameter) -> {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                given.put(parameter, value);
            }
        });
    }

    private static Map<String, String> ofUrl(String url) {
        UrlText parts = UrlText.read(url);
        Map<String, String> given = new LinkedHashMap<>();
        putUnlessEmpty(given, "user", decoded("user", parts.user()));
        putUnlessEmpty(given, "password", decoded("password", parts.password()));
        putUnlessEmpty(given, "host", parts.host());
        putUnlessEmpty(given, "port", parts.port());
        putUnlessEmpty(given, "dbname", decoded("database", parts.path()));
        parts.parameters().forEach((name, value) -> given.put(name, decoded(name, value)));
        return given;
    }

    private static void putUnlessEmpty(Map<String, String> given, String name, String value) {
        if (!value.isEmpty()) {
            given.put(name, value);
        }
    }

    private static String decoded(String part, String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedSourceException(
                    part, "a % must be followed by two hexadecimal digits (%25 is the % itself)");
        }
    }

    private SqlSource source(Map<String, String> given) {
        String user = take(given, "user", environment.getOrDefault("USER", ""));
        String password = take(given, "password", "");
        String host = take(given, "host", "localhost");
        String port = take(given, "port", DEFAULT_PORT);
        String database = take(given, "dbname", user);
        requirePort(port);
        if (host.startsWith("/")) {
            throw new MalformedSourceException(
                    "host",
                    "\"%s\" is a Unix socket, which the JDBC driver cannot use; let PostgreSQL"
                                    .formatted(host)
                            + " listen on localhost and write host=localhost");
        }
        Map<String, String> properties = properties(given);
        String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        return new SqlSource(
                Dialect.POSTGRES,
                "jdbc:postgresql://" + address + "/" + UrlText.encoded(database),
                user,
                password,
                properties,
                "PostgreSQL database " + database + " at " + address);
    }

    private static void requirePort(String port) {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new MalformedSourceException("port", "\"" + port + "\" (expected: 1 to 65535)");
        }
    }

    private static String take(Map<String, String> given, String name, String otherwise) {
        String value = given.remove(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private static Map<String, String> properties(Map<String, String> given) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("sslmode", "require");
        StringBuilder options = new StringBuilder();
        long timeoutMillis = 0;
        for (Map.Entry<String, String> parameter : given.entrySet()) {
            String name = parameter.getKey();
            String value = parameter.getValue();
            switch (name) {
                case "readTimeout", "writeTimeout" ->
                        timeoutMillis = Math.max(timeoutMillis, GoDurationText.millis(name, value));
                case "sslmode" -> properties.put(name, sslMode(value));
                case "connect_timeout" -> properties.put("connectTimeout", seconds(name, value));
                case "options" -> options.insert(0, value);
                case "client_encoding", "datestyle", "extra_float_digits", "binary_parameters" -> {
                    // the driver uses its own values for these parameters
                }
                default -> {
                    String renamed = RENAMED.get(name);
                    if (renamed == null) {
                        options.append(setting(name, value));
                    } else {
                        properties.put(renamed, value);
                    }
                }
            }
        }
        if (timeoutMillis > 0) {
            properties.put("socketTimeout", String.valueOf((timeoutMillis + 999) / 1000));
        }
        if (!options.isEmpty()) {
            properties.put("options", options.toString().strip());
        }
        return properties;
    }

    private static String sslMode(String value) {
        if (!SSL_MODES.contains(value)) {
            throw new MalformedSourceException(
                    "sslmode",
                    "\"%s\" (expected: disable, require, verify-ca or verify-full)"
                            .formatted(value));
        }
        return value;
    }

    private static String seconds(String name, String value) {
        if (!value.matches("[0-9]{1,6}")) {
            throw new MalformedSourceException(
                    name, "\"" + value + "\" (expected: a number of seconds)");
        }
        return value;
    }

    /**
     * Returns a session setting. The Go driver sends parameters that it does not know to the server
     * as session settings.
     */
    private static String setting(String name, String value) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
            throw new MalformedSourceException(
                    "parameter \"" + name + "\"", "no name of a parameter or setting");
        }
        return " -c " + name + "=" + value.replace("\\", "\\\\").replace(" ", "\\ ");
    }
}
