package dev.stanchion.crash.disk;

import static dev.stanchion.crash.disk.DiskContract.bytes;
import static dev.stanchion.crash.disk.DiskContract.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.crash.disk.DiskCall.Operation;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.Disk.Access;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The failures of the simulated disk: all possible ones, and no impossible one. */
class FaultyDiskTest {
    private static final int SEEDS = 200;
    private static final Path FILE = FaultyDisk.ROOT.resolve("file");
    private static final Path OTHER = FaultyDisk.ROOT.resolve("other");
    private static final String OLD = "o".repeat(512);
    private static final String NEW = "n".repeat(512);

    /** An operation on a disk, and the state afterwards. */
    private interface Scenario {
        String outcome(FaultyDisk disk) throws IOException;
    }

    private static Set<String> outcomes(Scenario scenario) throws IOException {
        Set<String> outcomes = new TreeSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            outcomes.add(scenario.outcome(new FaultyDisk(new Chance(seed))));
        }
        return outcomes;
    }

    private static DiskFile create(Disk disk, Path path, String text) throws IOException {
        DiskFile file = disk.create(path);
        write(file, text, 0);
        return file;
    }

    private static void write(DiskFile file, String text, long position) throws IOException {
        file.writeFully(new ByteBuffer[] {bytes(text)}, position);
    }

    private static DiskFile durable(Disk disk, String text) throws IOException {
        DiskFile file = create(disk, FILE, text);
        file.force();
        disk.syncDirectory(FaultyDisk.ROOT);
        return file;
    }

    /** Returns the file's content, a letter for each sector. */
    private static String sectors(FaultyDisk disk) throws IOException {
        try (DiskFile file = disk.mount().open(FILE, Access.READ)) {
            String content = read(file, 0, (int) file.sizeBytes());
            StringBuilder letters = new StringBuilder();
            for (int at = 0; at < content.length(); at += 512) {
                String sector = content.substring(at, Math.min(content.length(), at + 512));
                assertThat(sector.chars().distinct()).hasSize(1);
                letters.append(sector.charAt(0) == 0 ? '0' : sector.charAt(0));
            }
            return letters.toString();
        }
    }

    @Test
    void shouldKeepWhatAKilledProcessWrote() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            create(disk.mount(), FILE, OLD + NEW);
                            disk.kill();
                            return sectors(disk);
                        }))
                .containsExactly("on");
    }

    @Test
    void shouldKeepWhatWasForcedWhenThePowerGoes() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            durable(disk.mount(), OLD + NEW);
                            disk.losePower();
                            return sectors(disk);
                        }))
                .containsExactly("on");
    }

    @Test
    void shouldLoseAnySectorsOfWhatWasNotForced() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            DiskFile file = durable(disk.mount(), OLD + OLD);
                            write(file, NEW + NEW, 0);
                            disk.losePower();
                            return sectors(disk);
                        }))
                .containsExactly("nn", "no", "on", "oo");
    }

    @Test
    void shouldLoseContentWithoutItsSizeAndSizeWithoutItsContent() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            DiskFile file = durable(disk.mount(), OLD);
                            write(file, NEW, 512);
                            disk.losePower();
                            return sectors(disk);
                        }))
                .containsExactly("o", "o0", "on");
    }

    @Test
    void shouldTakeBackATruncationThatWasNotForced() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            DiskFile file = durable(disk.mount(), OLD + OLD);
                            file.truncate(512);
                            disk.losePower();
                            return sectors(disk);
                        }))
                .containsExactly("o", "o0", "oo");
    }

    @Test
    void shouldForgetANameThatWasNotSynced() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            DiskFile file = create(disk.mount(), FILE, OLD);
                            file.force();
                            disk.losePower();
                            return disk.files().toString();
                        }))
                .containsExactlyInAnyOrder("{}", "{/disk/file=512}");
    }

    @Test
    void shouldForgetWhatIsInADirectoryWhoseOwnNameWasNotSynced() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            Disk mount = disk.mount();
                            Path directory = FaultyDisk.ROOT.resolve("d");
                            mount.createDirectory(directory);
                            create(mount, directory.resolve("a"), OLD).force();
                            mount.syncDirectory(directory);
                            disk.losePower();
                            return disk.files().toString();
                        }))
                .containsExactlyInAnyOrder("{}", "{/disk/d/a=512}");
    }

    @Test
    void shouldRenameWholeOrNotAtAll() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            Disk mount = disk.mount();
                            durable(mount, OLD);
                            create(mount, OTHER, NEW).force();
                            mount.syncDirectory(FaultyDisk.ROOT);
                            mount.rename(OTHER, FILE);
                            disk.losePower();
                            return disk.files().keySet().size() + sectors(disk);
                        }))
                .containsExactly("1n", "2o");
    }

    @Test
    void shouldBringBackADeletedFileWhoseDirectoryWasNotSynced() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            Disk mount = disk.mount();
                            durable(mount, OLD);
                            mount.delete(FILE);
                            disk.losePower();
                            return disk.files().toString();
                        }))
                .containsExactlyInAnyOrder("{}", "{/disk/file=512}");
    }

    @Test
    void shouldNotMakeGoodByALaterForceWhatAFailedOneLost() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            DiskFile file = durable(disk.mount(), OLD + OLD);
                            write(file, NEW + NEW, 0);
                            disk.failWith(failing(Operation.FORCE, Fault.IO_ERROR));
                            assertThatThrownBy(file::force)
                                    .hasMessageContaining("Input/output error");
                            disk.failWith(Faults.NEVER);
                            assertThat(read(file, 0, 1)).isEqualTo("n");
                            file.force();
                            disk.losePower();
                            return sectors(disk);
                        }))
                .containsExactly("nn", "no", "on", "oo");
    }

    @Test
    void shouldShowTheNextProcessWhatAFailedForceLost() throws IOException {
        assertThat(
                        outcomes(disk -> {
                            DiskFile file = durable(disk.mount(), OLD);
                            write(file, NEW, 0);
                            disk.failWith(failing(Operation.FORCE, Fault.NO_SPACE));
                            assertThatThrownBy(file::force).hasMessageContaining("No space left");
                            disk.failWith(Faults.NEVER);
                            disk.kill();
                            return sectors(disk);
                        }))
                .containsExactly("n", "o");
    }

    @Test
    void shouldWriteAndReadShortAndGoOn() throws IOException {
        // given
        FaultyDisk disk = new FaultyDisk(new Chance(1));
        DiskFile file = disk.mount().create(FILE);
        disk.failWith(call -> Fault.SHORT);

        // when
        ByteBuffer[] sources = {bytes("abc"), bytes("defg")};
        long first = file.write(sources, 0);
        file.writeFully(sources, first);

        // then
        assertThat(first).isEqualTo(4);
        assertThat(file.read(ByteBuffer.allocate(7), 0)).isEqualTo(4);
        assertThat(read(file, 0, 7)).isEqualTo("abcdefg");
    }

    @Test
    void shouldLeavePartOfAWriteThatFailed() throws IOException {
        // given
        FaultyDisk disk = new FaultyDisk(new Chance(1));
        DiskFile file = disk.mount().create(FILE);
        disk.failWith(failing(Operation.WRITE, Fault.IO_ERROR));

        // when // then
        assertThatThrownBy(() -> write(file, "abcdef", 0)).hasMessageContaining("WRITE /disk/file");
        assertThat(read(file, 0, 3)).isEqualTo("abc");
        assertThat(file.sizeBytes()).isEqualTo(3);
    }

    @Test
    void shouldFillUpAndGoOnWhenThereIsRoomAgain() throws IOException {
        // given
        FaultyDisk disk = new FaultyDisk(new Chance(1));
        Disk mount = disk.mount();
        disk.limitTo(1024);
        create(mount, OTHER, OLD);

        // when // then
        assertThat(mount.usableBytes(FaultyDisk.ROOT)).isEqualTo(512);
        assertThat(mount.totalBytes(FaultyDisk.ROOT)).isEqualTo(1024);
        DiskFile file = mount.create(FILE);
        assertThatThrownBy(() -> write(file, NEW + NEW, 0)).hasMessageContaining("No space left");
        assertThat(file.sizeBytes()).isEqualTo(512);
        write(file, OLD, 0);
        mount.delete(OTHER);
        write(file, NEW, 512);
        assertThat(sectors(disk, mount)).isEqualTo("on");
    }

    private static String sectors(FaultyDisk disk, Disk mount) throws IOException {
        assertThat(disk.usedBytes()).isEqualTo(1024);
        try (DiskFile file = mount.open(FILE, Access.READ)) {
            return read(file, 511, 2);
        }
    }

    @Test
    void shouldEndEachCallOfAProcessThatIsGone() throws IOException {
        // given
        FaultyDisk disk = new FaultyDisk(new Chance(1));
        Disk mount = disk.mount();
        DiskFile file = mount.create(FILE);
        mount.lock(FaultyDisk.ROOT);
        assertThat(disk.openFiles()).containsExactly(FILE);

        // when
        disk.kill();

        // then
        assertThat(disk.openFiles()).isEmpty();
        assertThatThrownBy(() -> write(file, "x", 0)).isInstanceOf(ProcessEnded.class);
        assertThatThrownBy(() -> mount.list(FaultyDisk.ROOT)).isInstanceOf(ProcessEnded.class);
        disk.mount().lock(FaultyDisk.ROOT);
    }

    @Test
    void shouldEndTheCallInWhichTheProcessEnds() throws IOException {
        // given
        FaultyDisk disk = new FaultyDisk(new Chance(1));
        DiskFile file = disk.mount().create(FILE);
        disk.failWith(
                new Faults() {
                    @Override
                    public Fault before(DiskCall call) {
                        return Fault.NONE;
                    }

                    @Override
                    public void after(DiskCall call) {
                        disk.kill();
                    }
                });

        // when // then
        assertThatThrownBy(() -> write(file, OLD, 0)).isInstanceOf(ProcessEnded.class);
        assertThat(disk.files()).containsEntry(FILE, 512L);
    }

    private static Faults failing(Operation operation, Fault fault) {
        return call -> call.operation() == operation ? fault : Fault.NONE;
    }
}
