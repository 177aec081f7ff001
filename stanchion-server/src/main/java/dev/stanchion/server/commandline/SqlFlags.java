package dev.stanchion.server.commandline;

import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.source.MalformedSourceException;
import dev.stanchion.store.sql.source.SqlSource;
import java.time.Duration;
import java.util.Map;

/** Reads the flags of the SQL store. Pure. */
final class SqlFlags {
    /** The default: one connection that writes, two that read, and one for other statements. */
    private static final int CONNECTIONS = 4;

    private static final int MAX_BULK_ROWS = 13_107;

    private SqlFlags() {}

    /**
     * Reads the options of the database.
     *
     * @throws ConfigurationException if a value is not valid; the text names the flag or key
     */
    static StoreChoice.Sql read(ParsedFlags flags, Map<String, String> environment) {
        int limit = positiveOrZero(flags, Flag.SQL_MAX_OPEN_CONNS);
        int connections = limit == 0 ? CONNECTIONS : limit;
        return new StoreChoice.Sql(
                source(flags, environment), options(flags, connections), connections);
    }

    private static SqlSource source(ParsedFlags flags, Map<String, String> environment) {
        String driver = flags.text(Flag.SQL_DRIVER);
        if (driver.isEmpty()) {
            throw refused(flags, Flag.SQL_DRIVER, "missing (expected: postgres or mysql)");
        }
        if (flags.text(Flag.SQL_SOURCE).isEmpty()) {
            throw refused(
                    flags,
                    Flag.SQL_SOURCE,
                    driver.equals("mysql")
                            ? "missing (expected: user:password@tcp(host:port)/database)"
                            : "missing (expected: user=… password=… host=… dbname=…, or"
                                    + " postgres://user:password@host:port/database)");
        }
        try {
            return SqlSource.parse(driver, flags.text(Flag.SQL_SOURCE), environment);
        } catch (MalformedSourceException e) {
            String why = String.valueOf(e.getMessage());
            throw e.part().equals("sql")
                    ? new ConfigurationException("sql", why)
                    : refused(flags, Flag.SQL_SOURCE, why);
        }
    }

    private static SqlStoreOptions options(ParsedFlags flags, int connections) {
        SqlStoreOptions options = SqlStoreOptions.DEFAULT;
        int bulk = positiveOrZero(flags, Flag.SQL_BULK_INSERT_LIMIT);
        if (bulk > 0) {
            options = options.withBulkRows(Math.min(bulk, MAX_BULK_ROWS));
        }
        if (flags.bool(Flag.SQL_NO_CACHING)) {
            options = options.withoutCaching();
        }
        long patienceNanos = flags.durationNanos(Flag.SQL_MAX_WAIT);
        if (patienceNanos <= 0) {
            throw refused(flags, Flag.SQL_MAX_WAIT, "not above 0");
        }
        int readers = Math.clamp(connections - 1L, 1, options.readers());
        return options.withPatience(Duration.ofNanos(patienceNanos)).withReaders(readers);
    }

    private static int positiveOrZero(ParsedFlags flags, Flag flag) {
        return (int) Math.clamp(flags.integer(flag), 0L, Integer.MAX_VALUE);
    }

    private static ConfigurationException refused(ParsedFlags flags, Flag flag, String why) {
        return new ConfigurationException(
                flags.nameOf(flag), "sql: " + flags.labelOf(flag) + ": " + why);
    }
}
