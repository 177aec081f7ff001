package dev.stanchion.store.sql.read;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.sql.database.Database;
import dev.stanchion.store.sql.database.Failure;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that read from the database and return each answer to the shard that asked. Safe for
 * use by many threads. The queue is bounded, because each reader, each opening channel and each
 * expiring log has only one request at a time.
 */
public final class Readers {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final Database database;
    private final ExecutorService threads;
    private final AtomicInteger underWay = new AtomicInteger();

    public Readers(Database database, int count) {
        this.database = database;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                Executors.newFixedThreadPool(
                        count,
                        task -> {
                            Thread thread =
                                    new Thread(task, "sql-reader-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Runs a query. The shard receives the result or the error.
     *
     * @param operation the name of the operation in an error: {@code read}
     */
    public <T> void read(
            String operation,
            String place,
            Database.Work<T> question,
            ShardExecutor owner,
            Consumer<T> answer,
            Consumer<StoreException> failure) {
        run(operation, place, () -> database.inTransaction(question), owner, answer, failure);
    }

    /** Does the same as {@link #read}, for queries on all messages of a channel. */
    public <T> void readAll(
            String operation,
            String place,
            Database.Work<T> question,
            ShardExecutor owner,
            Consumer<T> answer,
            Consumer<StoreException> failure) {
        run(operation, place, () -> database.inLongTransaction(question), owner, answer, failure);
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> void run(
            String operation,
            String place,
            Question<T> question,
            ShardExecutor owner,
            Consumer<T> answer,
            Consumer<StoreException> failure) {
        underWay.incrementAndGet();
        try {
            threads.execute(() -> {
                try {
                    T result = question.ask();
                    owner.execute(() -> answer.accept(result));
                } catch (SQLException e) {
                    StoreException why = io(operation, place, Failure.text(e));
                    owner.execute(() -> failure.accept(why));
                } catch (StoreException why) {
                    owner.execute(() -> failure.accept(why));
                } catch (RuntimeException bug) {
                    LOG.error("A reader of the store has failed", bug);
                    owner.execute(() -> failure.accept(io(operation, place, bug.toString())));
                } finally {
                    underWay.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            underWay.decrementAndGet();
            owner.execute(() -> failure.accept(io(operation, place, "the store is closed")));
        }
    }

    private static StoreException io(String operation, String place, String why) {
        return new StoreException(StoreException.Kind.IO, operation, place, why);
    }

    public boolean isIdle() {
        return underWay.get() == 0;
    }

    public void close(long nanos) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    public void abandon() {
        threads.shutdownNow();
    }
}
