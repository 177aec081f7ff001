package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.DirectoryLock;
import dev.stanchion.store.file.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a directory of its own.
 *
 * <p>One thread writes all records, in the order in which the shards gave them. If a record must be
 * written before a client gets its answer, that thread answers. Positions are the exception: each
 * shard writes those of its channels, directly into mapped memory.
 *
 * <p>The journal must survive the end of the process, and for that it is enough that the operating
 * system has the data: nothing is forced to the disk before the journal is closed. So a machine
 * that ends without warning may leave anything. The next run notices that and begins a new journal.
 */
public final class FileJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final String NOT_KEPT =
            "There is no session journal in {}, so clients will not survive a restart: {}";
    private static final long STAMP_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 5;

    /** More than this only waits where the disk does not answer at all. */
    private static final int MAX_WAITING = 100_000;

    private final Path directory;
    private final JournalFiles files;
    private final Clock clock;
    private final Duration windowWithoutPings;
    private final ClientLog clients = new Clients();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(FileJournal::newThread);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean isKept = new AtomicBoolean();
    private final AtomicBoolean isGivenUp = new AtomicBoolean();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private @Nullable DirectoryLock lock;
    private volatile @Nullable JournalContent content;
    private volatile boolean isServing;

    /**
     * Prepares a journal; {@link #recover} begins to keep it.
     *
     * @param directory for this server alone; created if it is missing
     * @param windowWithoutPings how long a client that does not ping is expected to wait for a
     *     server that is away
     */
    public FileJournal(Path directory, Clock clock, Duration windowWithoutPings) {
        this(directory, new OwnerFiles(), clock, windowWithoutPings);
    }

    FileJournal(Path directory, JournalFiles files, Clock clock, Duration windowWithoutPings) {
        this.directory = directory;
        this.files = files;
        this.clock = clock;
        this.windowWithoutPings = windowWithoutPings;
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "session-journal");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public RecoveredState recover() {
        try {
            OwnerOnly.createDirectory(directory);
            lock = DirectoryLock.acquire(directory);
            Beginning beginning =
                    Beginning.of(
                            new Beginning.Circumstances(
                                    files, directory, clock, windowWithoutPings, this::giveUp));
            content = beginning.content();
            isKept.set(true);
            return beginning.recovered();
        } catch (IOException | StoreException e) {
            LOG.warn(NOT_KEPT, directory, Reason.of(e));
            return RecoveredState.NOTHING;
        }
    }

    @Override
    public void initialize(ServerRecord server) {
        attempt(it -> it.write(new SessionRecord.Server(server)));
    }

    @Override
    public void clientsMayCome() {
        isServing = true;
        stamp();
        ScheduledFuture<?> unused = // it ends with the thread
                thread.scheduleAtFixedRate(
                        this::stamp, STAMP_MILLIS, STAMP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void stamp() {
        attempt(it -> {
            if (isOurs()) {
                it.positions().stamp(clock.millis());
            }
        });
    }

    /** Stops changing a directory that another server has taken. */
    private boolean isOurs() throws IOException {
        DirectoryLock held = lock;
        Optional<String> lost = held == null ? Optional.empty() : held.lost();
        if (lost.isPresent() && isGivenUp.compareAndSet(false, true)) {
            isKept.set(false);
            LOG.warn(NOT_KEPT, directory, lost.get());
        }
        return lost.isEmpty();
    }

    @Override
    public ClientLog clients() {
        return clients;
    }

    private final class Clients implements ClientLog {
        @Override
        public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            write(new SessionRecord.Client(client));
            whenWritten(owner, outcome);
        }

        @Override
        public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            write(new SessionRecord.ClientGone(clientId));
            whenWritten(owner, outcome);
        }

        @Override
        public boolean followsPresence() {
            return isKept.get();
        }

        @Override
        public void present(String clientId, boolean isPresent) {
            long now = clock.millis();
            enqueue(it -> it.present(clientId, isPresent, now));
        }
    }

    @Override
    public void openChannel(String name, ShardExecutor owner, Outcome<OpenChannel> outcome) {
        AtomicReference<OpenChannel> opened = new AtomicReference<>(NoJournal.channel());
        enqueue(it -> opened.set(open(it.openChannel(name), it, owner)));
        whenWritten(owner, () -> outcome.succeeded(opened.get()));
    }

    private OpenChannel open(
            SessionTable.ChannelEntry channel, JournalContent current, ShardExecutor owner) {
        return new OpenChannel(
                current.slotOf(channel),
                new SubscriptionJournal(
                        this, channel.number(), owner, channel.highestSubscriptionId()));
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        enqueue(it -> it.deleteChannel(name));
        whenWritten(owner, outcome);
    }

    /** Writes a record, after all that was given before. */
    void write(SessionRecord record) {
        enqueue(it -> it.write(record));
    }

    /** Answers, on the shard, when all that was given before is written. */
    void whenWritten(ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        whenWritten(owner, () -> outcome.succeeded(Outcome.Done.DONE));
    }

    private void whenWritten(ShardExecutor owner, Runnable answer) {
        if (isKept.get()) {
            thread.execute(() -> owner.execute(answer));
        } else {
            answer.run();
        }
    }

    private void enqueue(Work work) {
        if (!isKept.get()) {
            return;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            giveUp(new IOException(MAX_WAITING + " records wait to be written"));
            return;
        }
        thread.execute(() -> {
            waiting.decrementAndGet();
            attempt(work);
        });
    }

    private void attempt(Work work) {
        JournalContent current = content;
        if (current == null || !isKept.get() || isGivenUp.get()) {
            return;
        }
        try {
            work.on(current);
        } catch (IOException | RuntimeException | InternalError e) {
            giveUp(e); // an InternalError: the file behind mapped memory was cut short
        }
    }

    /**
     * The journal falls behind from here on, so no later run may believe it. That is written before
     * anybody is answered without it: the process may end in between.
     */
    private void giveUp(Throwable why) {
        JournalContent current = content;
        if (current == null || !isKept.get() || !isGivenUp.compareAndSet(false, true)) {
            return;
        }
        try {
            current.abandon();
        } catch (IOException e) {
            LOG.warn("Delete the session journal in {}, it is out of date", directory, e);
        }
        isKept.set(false);
        LOG.warn(NOT_KEPT, directory, Reason.of(why));
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        thread.shutdown();
        boolean wroteAll = hasWrittenAll();
        try {
            closeFiles(wroteAll);
        } catch (IOException e) {
            LOG.warn("The session journal in {} is not closed: {}", directory, Reason.of(e));
        }
    }

    private boolean hasWrittenAll() {
        try {
            return thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The lock goes last, and however it ends. */
    private void closeFiles(boolean wroteAll) throws IOException {
        JournalContent current = content;
        DirectoryLock held = lock;
        if (wroteAll && isServing) {
            stamp();
        }
        if (wroteAll) {
            attempt(JournalContent::closeInGoodOrder);
        }
        isKept.set(false);
        try {
            if (current != null && wroteAll) { // its thread may still be at work otherwise
                current.close();
            }
        } finally {
            if (held != null) {
                held.close();
            }
        }
    }

    /** Something to do with the files. */
    @FunctionalInterface
    private interface Work {
        void on(JournalContent content) throws IOException;
    }
}
