package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.work.Worker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes records from any thread. It writes all gathered records with one write, and syncs once if a
 * caller waits for that. Then the table takes them over, and all waiting callers are told. The
 * keeper does the work, and owns the methods that say so.
 */
final class CatalogWriter {
    private static final int MAX_RECORDS_PER_WRITE = 4096;

    private final Worker worker;
    private final CatalogTable table;
    private final CatalogFile file;
    private final Queue<Statement> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isScheduled = new AtomicBoolean();

    /**
     * A record to write.
     *
     * @param record null if there is nothing new, and a caller only waits for earlier records
     * @param isFact whether it is true even if it is not recorded: a delivered message is delivered
     */
    private record Statement(
            @Nullable CatalogRecord record,
            @Nullable ByteBuffer body,
            boolean isFact,
            @Nullable Consumer<@Nullable StoreException> whenSafe) {}

    CatalogWriter(Worker worker, CatalogTable table, CatalogFile file) {
        this.worker = worker;
        this.table = table;
        this.file = file;
    }

    /**
     * Records a fact, which is true even if it is not recorded; no caller waits for it. From any
     * thread.
     */
    void fact(CatalogRecord record) {
        add(new Statement(record, CatalogCodec.encode(record), true, null));
    }

    /**
     * As the other; from any thread.
     *
     * @param whenSafe told on the keeper: null once it is safe, or why it is not
     */
    void fact(CatalogRecord record, Consumer<@Nullable StoreException> whenSafe) {
        add(new Statement(record, CatalogCodec.encode(record), true, whenSafe));
    }

    /**
     * Records a change that becomes true by being recorded; from any thread.
     *
     * @param whenSafe called on the keeper: with null once it is safe, or with the reason why it is
     *     not
     */
    void decision(CatalogRecord record, Consumer<@Nullable StoreException> whenSafe) {
        add(new Statement(record, CatalogCodec.encode(record), false, whenSafe));
    }

    /**
     * Records nothing new; from any thread.
     *
     * @param whenSafe told on the keeper: null once all that was given before is safe, or why it is
     *     not
     */
    void whenSafe(Consumer<@Nullable StoreException> whenSafe) {
        add(new Statement(null, null, true, whenSafe));
    }

    private void add(Statement statement) {
        queue.add(statement);
        if (isScheduled.compareAndSet(false, true)) {
            worker.execute(this::writeSome);
        }
    }

    private void writeSome() {
        isScheduled.set(false);
        writeNext();
        if (!queue.isEmpty() && isScheduled.compareAndSet(false, true)) {
            worker.execute(this::writeSome);
        }
    }

    /** Writes all that has gathered; on the keeper. */
    void writeAll() {
        while (!queue.isEmpty()) {
            writeNext();
        }
    }

    private void writeNext() {
        List<Statement> taken = new ArrayList<>();
        List<ByteBuffer> bodies = new ArrayList<>();
        boolean isAwaited = false;
        while (taken.size() < MAX_RECORDS_PER_WRITE) {
            Statement next = queue.poll();
            if (next == null) {
                break;
            }
            taken.add(next);
            isAwaited |= next.whenSafe() != null;
            if (next.body() != null) {
                bodies.add(next.body().duplicate());
            }
        }
        StoreException failure = file.write(bodies, isAwaited);
        for (Statement statement : taken) {
            adopt(statement, failure);
        }
        for (Statement statement : taken) {
            if (statement.whenSafe() != null) {
                statement.whenSafe().accept(failure);
            }
        }
    }

    private void adopt(Statement statement, @Nullable StoreException failure) {
        CatalogRecord record = statement.record();
        ByteBuffer body = statement.body();
        if (record != null && body != null && (failure == null || statement.isFact())) {
            table.apply(record, body);
        }
    }
}
