package dev.stanchion.store.file.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.store.file.ManualStore;
import dev.stanchion.store.file.OnManualDisk;
import dev.stanchion.store.file.check.Finding;
import dev.stanchion.store.file.check.StoreCheck;
import dev.stanchion.store.file.check.StoreReport;
import dev.stanchion.store.file.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Damage to what limits have removed is none: nobody misses it. */
class FileUnneededSegmentsTest extends OnManualDisk {
    private static final Logger LOGGER = Logger.getLogger("dev.stanchion.store.file");

    private final List<String> errors = new ArrayList<>();
    private final Handler recorder =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                        errors.add(entry.getMessage());
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(recorder);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(recorder);
    }

    /** Leaves segments with 100 messages, of which the channel keeps the last 20. */
    private List<Path> leaveSegments() {
        reopenWith(ManualStore.SMALL.withSlices(new SliceRules(0, 10, Duration.ZERO)));
        fixture.open("foo").store("hello", 100);
        fixture.restart();
        device.disk().failToDelete(path -> path.toString().endsWith(".seg"));
        fixture.open("foo", new ChannelLimits(20, 0, 0)).store("world");
        fixture.restart();
        return device.segments();
    }

    private static void flip(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }

    private StoreReport check() throws IOException {
        fixture.store().close();
        return StoreCheck.of(new RealDisk(), device.directory());
    }

    @Test
    void shouldNotCallItDamagedAndDeleteItAtTheNextStart() throws IOException {
        // given
        List<Path> segments = leaveSegments();
        assertThat(segments).hasSizeGreaterThan(10);
        flip(segments.get(0), 3); // its header
        flip(segments.get(1), 70); // its first message
        flip(segments.get(1), (int) Files.size(segments.get(1)) - 1); // its footer
        flip(segments.get(2), (int) Files.size(segments.get(2)) - 150); // its last message

        // when
        StoreReport report = check();
        device.disk().heal();
        fixture.crash();
        TestChannel channel = fixture.open("foo", new ChannelLimits(20, 0, 0));
        fixture.settle();

        // then
        assertThat(report.isDamaged()).as("%s", report.findings()).isFalse();
        assertThat(report.damagedSegments()).isEmpty();
        assertThat(report.findings())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.remedy()).contains("nothing"));
        assertThat(errors).isEmpty();
        assertThat(channel.kept()).hasSize(20);
        assertThat(device.segments()).hasSizeLessThan(5);
    }

    @Test
    void shouldStayUntilTheCatalogSaysThatTheyAreNotNeeded() throws IOException {
        // given
        reopenWith(ManualStore.SMALL.withSlices(new SliceRules(0, 10, Duration.ZERO)));
        fixture.open("foo").store("hello", 50);
        fixture.restart();
        device.disk().failToForce(path -> path.toString().contains("catalog"));

        // when
        fixture.open("foo", new ChannelLimits(20, 0, 0));
        fixture.settle();
        int whileItFails = device.segments().size();
        device.disk().heal();
        fixture.shard().advance(Duration.ofSeconds(2));
        fixture.settle();

        // then
        assertThat(whileItFails).isEqualTo(5);
        assertThat(device.segments()).hasSizeLessThan(4);
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void shouldCallDamagedWhatIsKeptStill() throws IOException {
        // given
        List<Path> segments = leaveSegments();
        flip(segments.get(segments.size() - 2), 3);

        // when
        StoreReport report = check();

        // then
        assertThat(report.findings())
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.DAMAGE);
    }
}
