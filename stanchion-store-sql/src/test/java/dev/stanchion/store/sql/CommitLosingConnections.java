package dev.stanchion.store.sql;

import dev.stanchion.store.sql.database.Dialect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Connections that a test can break just after a commit. Then the store cannot know whether the
 * transaction was committed. Safe for use by many threads.
 */
public final class CommitLosingConnections implements Connections {
    private final Connections sound;
    private final AtomicInteger toLose = new AtomicInteger();

    public CommitLosingConnections(Connections sound) {
        this.sound = sound;
    }

    /** Loses the answers to the given number of commits. */
    public void loseTheNextAnswers(int count) {
        toLose.set(count);
    }

    @Override
    public Dialect dialect() {
        return sound.dialect();
    }

    @Override
    public String place() {
        return sound.place();
    }

    @Override
    public DataSource start() throws SQLException {
        DataSource source = sound.start();
        return proxy(
                DataSource.class,
                (self, method, arguments) ->
                        method.getName().equals("getConnection")
                                ? losing(source.getConnection())
                                : method.invoke(source, arguments));
    }

    private Connection losing(Connection connection) {
        return proxy(
                Connection.class,
                (self, method, arguments) -> {
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit") && loses()) {
                            throw new SQLException("the connection is broken", "08006");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private boolean loses() {
        return toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public void close() {
        sound.close();
    }
}
