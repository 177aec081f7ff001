package dev.stanchion.store.file;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.store.ReadMessages;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.check.StoreCheck;
import dev.stanchion.store.file.check.StoreRepair;
import dev.stanchion.store.file.check.StoreReport;
import dev.stanchion.store.file.disk.BreakableDisk;
import dev.stanchion.store.file.disk.RealDisk;
import dev.stanchion.store.file.segment.SliceRules;
import dev.stanchion.store.file.work.QueuedWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** A small store with everything in it, of which each test damages a fresh copy. */
final class DamagedStore {
    static final List<String> CHANNELS = List.of("foo", "tickets:created");

    private static final FileStoreOptions OPTIONS =
            ManualStore.SMALL
                    .withSlices(new SliceRules(200, 0, Duration.ZERO))
                    .withCommitLog(1_500, 3_000);

    private static final Logger LOGGER = Logger.getLogger("dev.stanchion.store.file");

    private final Path temp;
    private final Path original;
    private int copies;

    /**
     * What a start makes of a directory.
     *
     * @param isTold whether the log has an error, or a reader was told that there is one
     */
    record Started(RecoveredState state, Map<String, List<TestMessage>> messages, boolean isTold) {
        long count() {
            return messages.values().stream().mapToLong(List::size).sum();
        }
    }

    private DamagedStore(Path temp, Path original) {
        this.temp = temp;
        this.original = original;
    }

    static DamagedStore of(Path temp, Path original) {
        return new DamagedStore(temp, original);
    }

    /** One that was closed in good order. */
    static DamagedStore closed(Path temp) {
        ManualStore device = new ManualStore(temp.resolve("made"), OPTIONS);
        StoreFixture fixture = new StoreFixture(device);
        fill(fixture);
        fixture.close();
        return new DamagedStore(temp, device.directory());
    }

    /** One that was killed, with something in segments and something in the commit log only. */
    static DamagedStore killed(Path temp) {
        ManualStore device = new ManualStore(temp.resolve("made"), OPTIONS);
        StoreFixture fixture = new StoreFixture(device);
        fill(fixture);
        fixture.restart();
        device.advance(Duration.ofSeconds(2));
        List<TestChannel> channels = CHANNELS.stream().map(fixture::open).toList();
        channels.forEach(channel -> channel.store("more", 2));
        device.advance(Duration.ofSeconds(2));
        channels.forEach(channel -> channel.store("still more"));
        fixture.crash();
        Path left = device.directory();
        Path kept = temp.resolve("killed");
        ManualStore.copy(left, kept);
        fixture.close();
        return new DamagedStore(temp, kept);
    }

    private static void fill(StoreFixture fixture) {
        fixture.put(new ClientRecord("orders", "_INBOX.hb", "c", 1, 5, 3));
        for (String name : CHANNELS) {
            TestChannel channel = fixture.open(name);
            channel.store("message", 12);
            channel.subscriptions()
                    .put(
                            new SubscriptionRecord(
                                    1,
                                    "orders",
                                    "",
                                    "_INBOX.in",
                                    "_INBOX.ack",
                                    16,
                                    30,
                                    "dur",
                                    0,
                                    true,
                                    false));
            channel.subscriptions().delivered(1, 1);
            channel.flushSubscriptions();
        }
    }

    /** Returns a copy of it, which takes the place of the last. */
    Path copy() {
        Path last = temp.resolve("copy-" + copies);
        delete(last);
        copies++;
        Path copy = temp.resolve("copy-" + copies);
        ManualStore.copy(original, copy);
        return copy;
    }

    /** Returns a copy of a copy, which goes with the next one. */
    Path beside(Path copy) {
        Path beside = temp.resolve("beside");
        delete(beside);
        ManualStore.copy(copy, beside);
        return beside;
    }

    /** Returns the paths of the channels' directories. */
    List<Path> channelDirectories() {
        return directories().stream()
                .filter(path -> path.startsWith("channels") && path.getNameCount() == 2)
                .toList();
    }

    /** Returns the paths of all files, from the store's directory on. */
    List<Path> files() {
        return below(original, Files::isRegularFile);
    }

    /** Returns the paths of all directories but the store's own, from there on. */
    List<Path> directories() {
        return below(original, Files::isDirectory);
    }

    private static List<Path> below(Path root, Predicate<Path> wanted) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(wanted)
                    .map(root::relativize)
                    .filter(path -> !path.toString().isEmpty())
                    .filter(path -> !path.endsWith("lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StoreReport check(Path directory) {
        try {
            return StoreCheck.of(new RealDisk(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StoreRepair.Result repair(Path directory) {
        try {
            return StoreRepair.run(new BreakableDisk(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a store there, reads all that can be read, and ends it. */
    static Started start(Path directory) {
        ErrorLog log = new ErrorLog();
        LOGGER.addHandler(log);
        LOGGER.setUseParentHandlers(false); // thousands of lines that are meant to be there
        try (StoreFixture fixture = new StoreFixture(new Device(directory))) {
            Map<String, List<TestMessage>> messages = new LinkedHashMap<>();
            for (RecoveredState.Channel each : fixture.recovered().channels()) {
                messages.put(each.name(), readable(fixture.open(each.name()), log));
            }
            return new Started(fixture.recovered(), messages, log.hasErrors);
        } finally {
            LOGGER.removeHandler(log);
            LOGGER.setUseParentHandlers(true);
        }
    }

    /** Hears whether something is wrong with the store of this thread, which does all the work. */
    private static final class ErrorLog extends Handler {
        private final long thread = Thread.currentThread().threadId();
        private boolean hasErrors;

        @Override
        public void publish(LogRecord record) {
            hasErrors |=
                    record.getLongThreadID() == thread && record.getLevel().equals(Level.SEVERE);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static List<TestMessage> readable(TestChannel channel, ErrorLog log) {
        List<TestMessage> all = new ArrayList<>();
        ReadMessages read = channel.readUnreadable(1);
        all.addAll(read.messages());
        while (read.unreadable().isPresent()) {
            log.hasErrors = true; // the engine tells it
            read = channel.readUnreadable(read.nextSequence());
            all.addAll(read.messages());
        }
        return all;
    }

    /** Opens stores in one directory, in which nothing happens by itself. */
    private static final class Device implements StoreFixture.Device {
        private final Path directory;
        private final QueuedWorkers workers = new QueuedWorkers();

        private Device(Path directory) {
            this.directory = directory;
        }

        @Override
        public Store open() {
            return new FileStore(directory, OPTIONS, new BreakableDisk(), workers);
        }

        @Override
        public void letOthersWork() {
            workers.runReady();
        }

        @Override
        public void crash(Store store) {
            throw new UnsupportedOperationException("each copy is started once");
        }

        @Override
        public Optional<String> whyItForgets() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
