package dev.stanchion.store.file.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.store.file.GuidTable;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.ForwardingDisk;
import dev.stanchion.store.file.disk.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedGuidsTest {
    private static final long ORDERS = 0x1234567890abcdefL;

    private final Disk disk = new RealDisk();

    @TempDir private Path epoch;

    @Test
    void shouldKnowWhatWasSyncedAndNothingElse() throws IOException {
        // given
        SharedGuids first = SharedGuids.open(disk, epoch);
        first.appended(ORDERS, 1, 101);
        first.sync();
        first.appended(ORDERS, 2, 102);
        first.appended(ORDERS, 3, 103);
        first.sync();
        first.appended(ORDERS, 4, 104);

        // when
        SharedGuids second = SharedGuids.open(disk, epoch);

        // then
        assertThat(second.guidHashes(ORDERS, 0, 9)).containsExactlyInAnyOrder(101, 102, 103);
    }

    @Test
    void shouldWriteAroundTheEndOfTheFile() throws IOException {
        // given
        SharedGuids first = SharedGuids.open(disk, epoch);
        int count = GuidTable.ENTRIES - 5;
        append(first, 1, count);
        first.sync();

        // when
        append(first, count + 1, count + 10);
        first.sync();

        // then
        assertThat(SharedGuids.open(disk, epoch).guidHashes(ORDERS, count - 2, count + 10))
                .hasSize(12);
    }

    @Test
    void shouldKeepTheNewestIfMoreThanAllWereAppended() throws IOException {
        // given
        SharedGuids first = SharedGuids.open(disk, epoch);
        int count = 2 * GuidTable.ENTRIES + 7;
        append(first, 1, count);

        // when
        first.sync();

        // then
        assertThat(SharedGuids.open(disk, epoch).guidHashes(ORDERS, 0, count))
                .hasSize(GuidTable.ENTRIES);
    }

    private static void append(SharedGuids guids, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            guids.appended(ORDERS, sequence, sequence);
        }
    }

    /** A process may end between any two writes. Another one on its machine finds what it wrote. */
    @Test
    void shouldBeSyncedBeforeAMessageIsWritten() throws IOException {
        // given
        Files.createDirectory(epoch.resolve("commit"));
        Term term = new Term(disk, epoch);
        term.create();
        List<String> order = new ArrayList<>();
        Path log = epoch.resolve("commit").resolve("1.log");
        SharedDisk shared =
                new SharedDisk(
                        disk,
                        epoch,
                        () -> order.add("guids, with a log of %d bytes".formatted(size(log))));

        // when
        try (DiskFile file = shared.create(log);
                DiskFile other = shared.create(epoch.resolve("catalog"))) {
            file.writeFully(new ByteBuffer[] {ByteBuffer.allocate(7)}, 0);
            file.force();
            other.writeFully(new ByteBuffer[] {ByteBuffer.allocate(7)}, 0);
            other.force();
        }

        // then
        assertThat(order).containsExactly("guids, with a log of 0 bytes");
    }

    /** The last active may go on to write while its successor copies. */
    @Test
    void shouldBeCopiedBehindTheMessages() throws IOException {
        // given
        Path last = epoch.resolve("epoch-1");
        Path next = epoch.resolve("epoch-2");
        Files.createDirectories(last.resolve("commit"));
        Files.createDirectories(next);
        Files.writeString(last.resolve("commit").resolve("1.log"), "a message");
        SharedGuids guids = SharedGuids.open(disk, last);
        Disk whileItIsUsed =
                new ForwardingDisk(disk) {
                    @Override
                    public DiskFile open(Path path, Access access) throws IOException {
                        if (path.endsWith("1.log")) {
                            guids.appended(ORDERS, 1, 101);
                            guids.sync();
                        }
                        return super.open(path, access);
                    }
                };

        // when
        new Succession(whileItIsUsed, last, next, () -> {}).run();

        // then
        assertThat(SharedGuids.open(disk, next).guidHashes(ORDERS, 0, 9)).containsExactly(101);
    }

    private static long size(Path file) throws IOException {
        return Files.size(file);
    }
}
