package dev.stanchion.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.crash.promise.Written;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.commit.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fills a directory through the store and measures a start on it. It checks only the counts. {@code
 * -Dfigures.messages=10000000}, in {@code -Dfigures.directory} if the temporary directory has too
 * little space.
 */
class FileStoreFiguresTest {
    private static final int CHANNELS = 100;
    private static final String DATA = "x".repeat(128);
    private static final int BATCH = 200;
    private static final ServerRecord SERVER = new ServerRecord("figures", "_STAN.discover", "f");

    @TempDir private Path temp;

    private final long messages = Long.getLong("figures.messages", 20_000);
    private final ManualShard shard = ManualShard.alone();

    @Test
    void shouldStartOnWhatItHasStored() throws IOException {
        // given
        String elsewhere = System.getProperty("figures.directory");
        Path directory = elsewhere == null ? temp : Path.of(elsewhere);
        long begun = System.nanoTime();
        fill(directory);
        long filled = System.nanoTime();

        // when
        FileStore store = new FileStore(directory, options());
        RecoveredState recovered = store.recover();
        List<Opened> opened = openAll(store, recovered);
        long started = System.nanoTime();

        // then
        long found = opened.stream().mapToLong(each -> each.log().messageCount()).sum();
        assertThat(found).isEqualTo(messages);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%,d messages of %d bytes in %d channels: filled in %.1f s, started in %.2f s,"
                        + " %.1f bytes on disk per message, heap %.1f MB (%.2f bytes per message)%n",
                found,
                DATA.length(),
                CHANNELS,
                (filled - begun) / 1e9,
                (started - filled) / 1e9,
                (double) bytesIn(directory) / found,
                heap / 1e6,
                (double) heap / found);
        store.close();
    }

    private static FileStoreOptions options() {
        return FileStoreOptions.DEFAULTS.withSync(Sync.OS).withReserveBytes(0);
    }

    private void fill(Path directory) {
        FileStore store = new FileStore(directory, options());
        store.recover();
        store.initialize(SERVER);
        List<Opened> channels = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(open(store, "channel-" + i));
        }
        long written = 0;
        while (written < messages) {
            for (Opened channel : channels) {
                for (int i = 0; i < BATCH && written < messages; i++) {
                    await(channel::tryAppend);
                    written++;
                }
                channel.log().commit();
            }
            shard.runReady();
            for (Opened channel : channels) {
                await(() -> channel.durable.get() == channel.log().lastSequence());
            }
        }
        store.close();
    }

    private List<Opened> openAll(FileStore store, RecoveredState recovered) {
        List<Opened> opened = new ArrayList<>();
        for (RecoveredState.Channel channel : recovered.channels()) {
            opened.add(begin(store, channel.name()));
        }
        opened.forEach(each -> await(() -> each.store != null));
        return opened;
    }

    private Opened open(FileStore store, String name) {
        Opened opened = begin(store, name);
        await(() -> opened.store != null);
        return opened;
    }

    private Opened begin(FileStore store, String name) {
        Opened opened = new Opened(name);
        store.openChannel(name, ChannelLimits.UNLIMITED, shard, opened, opened);
        return opened;
    }

    private void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!shard.runReady()) {
                Thread.onSpinWait();
            }
        }
    }

    private static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    private static final class Opened implements LogListener, Outcome<ChannelStore> {
        private final String name;
        private final AtomicLong durable = new AtomicLong();
        private @Nullable ChannelStore store;

        private Opened(String name) {
            this.name = name;
        }

        private ChannelLog log() {
            if (store == null) {
                throw new IllegalStateException(name + " is not open");
            }
            return store.messages();
        }

        /** Returns whether there was memory for one more. */
        private boolean tryAppend() {
            long sequence = log().lastSequence() + 1;
            try {
                log().append(
                                Written.of(
                                        name,
                                        sequence,
                                        1_800_000_000_000_000_000L + sequence,
                                        DATA));
                return true;
            } catch (StoreException why) {
                if (why.kind() != StoreException.Kind.BUSY) {
                    throw why;
                }
                return false;
            }
        }

        @Override
        public void onDurable(long sequence) {
            durable.set(sequence);
        }

        @Override
        public void onInserted(int count) {
            throw new AssertionError("there is no other writer");
        }

        @Override
        public void onLost(StoreException why) {
            throw why;
        }

        @Override
        public void succeeded(ChannelStore result) {
            store = result;
        }

        @Override
        public void failed(StoreException why) {
            throw why;
        }
    }
}
