package dev.stanchion.crash.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.crash.disk.DiskCall;
import dev.stanchion.crash.disk.Fault;
import dev.stanchion.crash.disk.Faults;
import dev.stanchion.crash.scenario.FaultyDevice.Crash;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.store.file.check.StoreCheck;
import dev.stanchion.store.file.check.StoreReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A power loss undoes changes of names, and brings back the data that a file had lost before. */
class UndoneNamesTest {
    private static final int SEEDS = 200;
    private static final Logger STORE_LOG = Logger.getLogger("dev.stanchion.store");

    @BeforeEach
    void quiet() {
        STORE_LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void loud() {
        STORE_LOG.setUseParentHandlers(true);
    }

    private static Fault failToDeleteSegments(DiskCall call) {
        boolean isSegment = call.path().toString().endsWith(".seg");
        return isSegment && call.operation() == DiskCall.Operation.DELETE
                ? Fault.IO_ERROR
                : Fault.NONE;
    }

    @Test
    void shouldNotCallATornSegmentDamagedThatComesBackWithNothingThatIsKept() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            FaultyDevice device = new FaultyDevice(Crash.POWER_LOSS, seed);
            StoreFixture fixture = new StoreFixture(device);
            fixture.open("foo").store("x".repeat(100), 12);
            device.pass(Duration.ofSeconds(2));
            fixture.crash(); // its last segment is torn, and set aside when the channel is opened
            TestChannel channel = fixture.open("foo");

            // when
            device.disk().failWith(UndoneNamesTest::failToDeleteSegments);
            channel.log().removeOlderThan(fixture.shard().epochNanos() + 1);
            fixture.settle();
            device.pass(Duration.ofSeconds(90));
            device.disk().failWith(Faults.NEVER);
            device.crash();

            // then
            StoreReport report = StoreCheck.of(device.disk().mountBeside(), FaultyDevice.ROOT);
            assertThat(report.isDamaged()).as("seed %d: %s", seed, report.findings()).isFalse();
            fixture.crash();
            TestChannel again = fixture.open("foo");
            assertThat(again.kept()).as("seed %d", seed).isEmpty();
            assertThat(again.log().messageCount()).as("seed %d", seed).isZero();
            assertThat(again.log().byteCount()).as("seed %d", seed).isZero();
            assertThat(again.store("next").sequence()).as("seed %d", seed).isEqualTo(13);
        }
    }

    @Test
    void shouldSyncTheNamesOfSegmentsBeforeTheCommitLogGoesThatHasTheirMessages() {
        // given
        FaultyDevice device = new FaultyDevice(Crash.POWER_LOSS, 1);
        StoreFixture fixture = new StoreFixture(device);
        TestChannel channel = fixture.open("foo");
        channel.store("x".repeat(100), 12);
        device.pass(Duration.ofSeconds(2));
        List<DiskCall> calls = new ArrayList<>();

        // when
        device.disk()
                .failWith(call -> {
                    calls.add(call);
                    return failToDeleteSegments(call);
                });
        channel.log().removeOlderThan(fixture.shard().epochNanos() + 1);
        fixture.settle();
        device.pass(Duration.ofSeconds(2));
        fixture.open("bar")
                .store("x".repeat(5_000), 2); // for which the commit log begins another file
        device.pass(Duration.ofSeconds(90));

        // then
        assertThat(calls)
                .filteredOn(call ->
                        (call.operation() == DiskCall.Operation.DELETE
                                        && call.path().toString().endsWith("1.log"))
                                || (call.operation() == DiskCall.Operation.SYNC_DIRECTORY
                                        && call.path().toString().endsWith("foo-1")))
                .extracting(DiskCall::operation)
                .as("%s", calls)
                .startsWith(DiskCall.Operation.SYNC_DIRECTORY)
                .contains(DiskCall.Operation.DELETE);
    }
}
