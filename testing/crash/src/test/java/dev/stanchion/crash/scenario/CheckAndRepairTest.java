package dev.stanchion.crash.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.crash.scenario.FaultyDevice.Crash;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.check.ChannelSummary;
import dev.stanchion.store.file.check.Finding;
import dev.stanchion.store.file.check.StoreCheck;
import dev.stanchion.store.file.check.StoreRepair;
import dev.stanchion.store.file.check.StoreReport;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The results of fsck and of repair. */
class CheckAndRepairTest {
    private static final String DATA = "x".repeat(100);

    private final FaultyDisk disk = new FaultyDisk(new Chance(1));
    private final FaultyDevice device = new FaultyDevice(disk, Crash.KILL, 1);

    /** Leaves a store with 40 messages in several segments of one channel. */
    private List<TestMessage> leaveAStore() {
        StoreFixture fixture = new StoreFixture(device);
        TestChannel channel = fixture.open("tickets:created");
        channel.store(DATA, 40);
        List<TestMessage> kept = channel.kept();
        fixture.close();
        disk.kill();
        return kept;
    }

    private Map<Path, Long> files() {
        return new TreeMap<>(disk.files());
    }

    private Path segment(int number) {
        return files().keySet().stream()
                .filter(path -> path.toString().endsWith(".seg"))
                .sorted()
                .toList()
                .get(number);
    }

    /** Flips a bit of a file that is not open. */
    private void damage(Path path, long offset) throws IOException {
        Disk other = disk.mountBeside();
        try (DiskFile file = other.open(path, Disk.Access.READ_WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.readFully(one, offset);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            file.writeFully(new ByteBuffer[] {one}, offset);
        }
    }

    @Test
    void shouldFindNothingWrongWithAStoreThatWasClosed() throws IOException {
        // given
        leaveAStore();
        Map<Path, Long> before = files();

        // when
        StoreReport report = StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT);

        // then
        assertThat(report.findings()).isEmpty();
        assertThat(report.isDamaged()).isFalse();
        assertThat(report.user()).isEmpty();
        assertThat(report.clusterId()).contains("test-cluster");
        ChannelSummary channel = report.channels().get(0);
        assertThat(channel.name()).isEqualTo("tickets:created");
        assertThat(channel.messageCount()).isEqualTo(40);
        assertThat(channel.firstSequence()).isEqualTo(1);
        assertThat(channel.lastSequence()).isEqualTo(40);
        assertThat(channel.segments()).isGreaterThan(1);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void shouldCheckWhatARunningServerUsesAndCountWhatIsInTheCommitLog() throws IOException {
        // given
        StoreFixture fixture = new StoreFixture(device);
        fixture.open("tickets:created").store(DATA, 3);
        Map<Path, Long> before = files();

        // when
        StoreReport report = StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT);

        // then
        assertThat(report.user()).hasValueSatisfying(user -> assertThat(user).contains("in use"));
        assertThat(report.channels().get(0).inCommitLog()).isEqualTo(3);
        assertThat(files()).isEqualTo(before);
        assertThatThrownBy(() -> StoreRepair.run(disk.mountBeside(), FaultyDevice.ROOT))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.BUSY));
        fixture.close();
    }

    @Test
    void s8_K12_shouldSayWhereASegmentIsDamagedAndRepairIt() throws IOException {
        // given
        List<TestMessage> kept = leaveAStore();
        Path damaged = segment(1);
        damage(damaged, 400);

        // when
        StoreRepair.Result plan = StoreRepair.plan(disk.mountBeside(), FaultyDevice.ROOT);
        Map<Path, Long> before = files();
        StoreRepair.Result done = StoreRepair.run(disk.mountBeside(), FaultyDevice.ROOT);

        // then
        Finding finding = plan.before().findings().get(0);
        assertThat(finding.severity()).isEqualTo(Finding.Severity.DAMAGE);
        assertThat(finding.file()).isEqualTo(damaged);
        assertThat(finding.offset()).isBetween(100L, 400L);
        assertThat(finding.meaning()).contains("message", "cannot be read");
        assertThat(done.steps()).isEqualTo(plan.steps()).hasSize(2);
        assertThat(done.steps().get(1).lost()).contains("takes note");
        assertThat(before).doesNotContainKey(plan.steps().get(0).aside());
        assertThat(files()).containsEntry(done.steps().get(0).aside(), before.get(damaged));
        assertThat(StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT).isDamaged()).isFalse();
        assertThat(StoreRepair.run(disk.mountBeside(), FaultyDevice.ROOT).steps()).isEmpty();
        List<TestMessage> left = new StoreFixture(device).open("tickets:created").kept();
        assertThat(left).hasSize(39);
        assertThat(kept).containsAll(left);
    }

    @Test
    void shouldMendASegmentThatHasLostItsHeader() throws IOException {
        // given
        List<TestMessage> kept = leaveAStore();
        damage(segment(0), 3);

        // when
        StoreRepair.Result done = StoreRepair.run(disk.mountBeside(), FaultyDevice.ROOT);

        // then
        assertThat(done.before().isDamaged()).isTrue();
        assertThat(done.steps().get(0).lost()).isEqualTo("nothing");
        assertThat(files()).containsKey(done.steps().get(0).aside());
        assertThat(StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT).findings()).isEmpty();
        assertThat(new StoreFixture(device).open("tickets:created").kept()).isEqualTo(kept);
    }

    /** Leaves a store that was killed behind a frame of three messages, and returns their file. */
    private Path leaveACommitLog() {
        StoreFixture fixture = new StoreFixture(device);
        fixture.open("tickets:created").store(DATA, 3);
        disk.kill();
        return files().keySet().stream()
                .filter(path -> path.toString().endsWith(".log"))
                .findFirst()
                .orElseThrow();
    }

    private void write(Path path, byte[] bytes, long offset) throws IOException {
        Disk other = disk.mountBeside();
        try (DiskFile file = other.open(path, Disk.Access.READ_WRITE)) {
            file.writeFully(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, offset);
        }
    }

    @Test
    void shouldTellATornEndFromDamage() throws IOException {
        // given
        Path log = leaveACommitLog();
        write(log, "no frame".getBytes(US_ASCII), files().getOrDefault(log, 0L));

        // when
        StoreReport report = StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT);

        // then
        assertThat(report.isDamaged()).isFalse();
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.HARMLESS);
                    assertThat(finding.file()).isEqualTo(log);
                });
    }

    @Test
    void shouldFindNothingWrongWithWhatIsWrittenAhead() throws IOException {
        // given
        Path log = leaveACommitLog();

        // when
        StoreReport report = StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT);

        // then
        assertThat(files()).containsEntry(log, 4_000L);
        assertThat(report.findings()).isEmpty();
        assertThat(report.channels().get(0).inCommitLog()).isEqualTo(3);
    }

    @Test
    void shouldLeaveOutAFrameThatIsHalfWritten() throws IOException {
        // given: of its messages, the last has its beginning only
        Path log = leaveACommitLog();
        int frame = 32; // the first of the file
        int body = frame + 32 + 48;
        write(log, new byte[100], body + 300);

        // when
        StoreReport report = StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT);

        // then
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.HARMLESS);
                    assertThat(finding.offset()).isEqualTo(frame);
                });
        assertThat(report.channels().get(0).messageCount()).isZero();
    }

    @Test
    void s8_K13_shouldFindADamagedRecordOfTheCatalog() throws IOException {
        // given
        leaveAStore();
        damage(FaultyDevice.ROOT.resolve("catalog"), 40);

        // when
        StoreReport report = StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT);

        // then
        assertThat(report.isDamaged()).isTrue();
        assertThat(report.findings().get(0).file().getFileName()).hasToString("catalog");
    }

    @Test
    void s8_K18_shouldRefuseANewerFormatAndWhatIsNoStore() throws IOException {
        // given
        Disk other = disk.mountBeside();
        other.createDirectory(FaultyDisk.ROOT.resolve("empty"));
        leaveAStore();
        try (DiskFile file = other.open(segment(0), Disk.Access.READ_WRITE)) {
            ByteBuffer header = ByteBuffer.allocate(36 + "tickets:created".length());
            file.readFully(header, 0);
            CRC32C checksum = new CRC32C();
            checksum.update(header.putInt(8, 9).flip());
            ByteBuffer crc = ByteBuffer.allocate(4).putInt(0, (int) checksum.getValue());
            file.writeFully(new ByteBuffer[] {header.rewind(), crc}, 0);
        }

        // then
        assertThatThrownBy(() -> StoreCheck.of(disk.mountBeside(), FaultyDevice.ROOT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("format version 9", "newer Stanchion");
        assertThatThrownBy(
                        () -> StoreCheck.of(disk.mountBeside(), FaultyDisk.ROOT.resolve("empty")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no store");
        assertThatThrownBy(
                        () -> StoreCheck.of(disk.mountBeside(), FaultyDisk.ROOT.resolve("nothing")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no such directory");
        assertThat(files().keySet()).noneMatch(path -> path.toString().contains("empty"));
    }
}
