package dev.stanchion.store.file;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.file.journal.FileJournal;
import dev.stanchion.store.file.journal.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens memory stores with a session journal for the suites, all in the same instant. */
final class JournaledDevice implements StoreFixture.Device {
    private final Optional<String> whyItForgets;
    private final SettableClock clock = new SettableClock();
    private final Path temp;
    private @Nullable FileJournal journal;
    private boolean isServing;
    private int killed;

    /**
     * @param whyItForgets what the suite expects and a journal has not
     */
    JournaledDevice(String whyItForgets) {
        this.whyItForgets = Optional.of(whyItForgets).filter(why -> !why.isEmpty());
        try {
            this.temp = Files.createTempDirectory("journal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path directory() {
        return temp.resolve("run-" + killed);
    }

    @Override
    public Store open() {
        FileJournal opened = new FileJournal(directory(), clock, Duration.ofMinutes(7));
        journal = opened;
        isServing = false;
        return new MemoryStore(opened);
    }

    /** The journal works in turn, so what it was asked before is done when this is. */
    @Override
    public void letOthersWork() {
        FileJournal current = Objects.requireNonNull(journal);
        if (!isServing) {
            isServing = true; // by now it has recovered
            current.clientsMayCome();
        }
        CountDownLatch done = new CountDownLatch(1);
        ManualShard own = ManualShard.alone();
        current.deleteChannel(
                "there is none",
                own,
                new Outcome<>() {
                    @Override
                    public void succeeded(Done result) {
                        done.countDown();
                    }

                    @Override
                    public void failed(StoreException why) {
                        throw why;
                    }
                });
        while (done.getCount() > 0) {
            own.runReady();
            Thread.onSpinWait();
        }
    }

    /** Leaves the files as they are at this moment to the next run. */
    @Override
    public void crash(Store store) {
        Path left = directory();
        killed++;
        try (Stream<Path> files = Files.list(left)) {
            Files.createDirectories(directory());
            for (Path file : files.toList()) {
                Files.write(directory().resolve(file.getFileName()), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.close();
    }

    @Override
    public Optional<String> whyItForgets() {
        return whyItForgets;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
