package dev.stanchion.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.stanchion.store.sql.database.Dialect;
import dev.stanchion.store.sql.source.SqlSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections to a database. The pool replaces broken connections. It bounds how long it
 * waits for a connection, so that the writer can report to its publishers in time. Safe for use by
 * many threads.
 */
public final class PooledConnections implements Connections {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The time limit of a statement, unless the source sets another one. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final SqlSource source;
    private final int size;
    private final Duration connect;
    private final Duration answer;
    private final Optional<Duration> idleTransactions;
    private @Nullable HikariDataSource pool;

    /**
     * @param size the maximum number of connections, at least 1
     */
    public PooledConnections(SqlSource source, int size) {
        this(source, size, CONNECT, ANSWER, Optional.empty());
    }

    /**
     * Connections of a server that another one may replace.
     *
     * @param idleTransactions how long a transaction may be idle before the database ends it, where
     *     the database can do that
     */
    public PooledConnections(SqlSource source, int size, Duration idleTransactions) {
        this(source, size, CONNECT, ANSWER, Optional.of(idleTransactions));
    }

    /**
     * @param connect the maximum time to get a connection
     * @param answer the maximum time of a statement, unless the source sets another one
     */
    PooledConnections(SqlSource source, int size, Duration connect, Duration answer) {
        this(source, size, connect, answer, Optional.empty());
    }

    private PooledConnections(
            SqlSource source,
            int size,
            Duration connect,
            Duration answer,
            Optional<Duration> idleTransactions) {
        this.idleTransactions = idleTransactions;
        this.source = source;
        this.size = size;
        this.connect = connect;
        this.answer = answer;
    }

    @Override
    public Dialect dialect() {
        return source.dialect();
    }

    @Override
    public String place() {
        return source.place();
    }

    @Override
    public synchronized DataSource start() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sql");
        config.setJdbcUrl(source.jdbcUrl());
        if (!source.user().isEmpty()) {
            config.setUsername(source.user());
        }
        if (!source.password().isEmpty()) {
            config.setPassword(source.password());
        }
        defaults().forEach(config::addDataSourceProperty);
        source.properties().forEach(config::addDataSourceProperty);
        config.setAutoCommit(false);
        idleTransactions.ifPresent(
                most -> config.setConnectionInitSql(source.dialect().boundIdleTransactions(most)));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(connect.toMillis());
        config.setValidationTimeout(connect.toMillis() / 2);
        config.setInitializationFailTimeout(1);
        try {
            HikariDataSource opened = new HikariDataSource(config);
            pool = opened;
            return opened;
        } catch (HikariPool.PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
    }

    private Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>();
        switch (source.dialect()) {
            case POSTGRES -> {
                defaults.put("ApplicationName", "stanchion");
                defaults.put("connectTimeout", String.valueOf(Math.max(1, connect.toSeconds())));
                defaults.put("socketTimeout", String.valueOf(answer.toSeconds()));
                defaults.put("logServerErrorDetail", "false"); // hides values of rows
                defaults.put("tcpKeepAlive", "true");
                defaults.put("reWriteBatchedInserts", "true");
            }
            case MYSQL -> {
                defaults.put("connectionAttributes", "program_name:stanchion");
                defaults.put("connectTimeout", String.valueOf(connect.toMillis()));
                defaults.put("socketTimeout", String.valueOf(answer.toMillis()));
            }
        }
        return defaults;
    }

    @Override
    public synchronized void close() {
        HikariDataSource open = pool;
        if (open != null) {
            open.close();
        }
    }
}
