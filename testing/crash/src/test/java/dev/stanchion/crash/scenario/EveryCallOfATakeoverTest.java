package dev.stanchion.crash.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.crash.QuietLog;
import dev.stanchion.crash.disk.DiskCall;
import dev.stanchion.crash.disk.Fault;
import dev.stanchion.crash.disk.Faults;
import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.crash.disk.ProcessEnded;
import dev.stanchion.crash.scenario.FaultyDevice.Crash;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that takes over a shared directory ends at each call that changes the disk. */
class EveryCallOfATakeoverTest {
    private static final String DATA = "x".repeat(100);

    private final QuietLog quietLog = new QuietLog();

    @AfterEach
    void closeLog() {
        quietLog.close();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void shouldLoseNothingWhereverTheTakeoverEnds(Crash crash) {
        int calls = endAtEach(crash, FaultyDevice::shared);
        assertThat(calls).as("calls that were ended at").isGreaterThan(60);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeOverTheDirectoryOfAServerWithoutAGroup(Crash crash) {
        int calls = endAtEach(crash, UnaryOperator.identity());
        assertThat(calls).as("calls that were ended at").isGreaterThan(60);
    }

    private static int endAtEach(Crash crash, UnaryOperator<FaultyDevice> before) {
        int call = 0;
        boolean hasEnded = true;
        while (hasEnded) {
            call++;
            FaultyDevice device = new FaultyDevice(new FaultyDisk(new Chance(call)), crash, call);
            live(new StoreFixture(before.apply(device)), device);
            device.crash();
            device.shared();
            EndAtCall end = new EndAtCall(device, call);
            device.disk().failWith(end);
            takeOver(device);
            hasEnded = end.hasEnded;
            device.disk().failWith(Faults.NEVER);
            check(device, "ended at call " + call);
        }
        return call;
    }

    private static void live(StoreFixture fixture, FaultyDevice device) {
        TestChannel channel = fixture.open("foo");
        for (int i = 0; i < 4; i++) {
            channel.store(DATA, 15);
            device.pass(Duration.ofSeconds(40));
        }
        fixture.open("doomed").store(DATA, 5);
        fixture.delete("doomed");
    }

    private static void takeOver(FaultyDevice device) {
        try {
            StoreFixture fixture = new StoreFixture(device);
            fixture.open("foo");
        } catch (ProcessEnded | AssertionError end) {
            return; // as far as it came
        }
    }

    private static void check(FaultyDevice device, String when) {
        try (StoreFixture fixture = new StoreFixture(device)) {
            TestChannel channel = fixture.open("foo");
            assertThat(channel.kept()).as(when).hasSize(60);
            assertThat(fixture.open("doomed").kept()).as(when).isEmpty();
            assertThat(channel.store("next").sequence()).as(when).isEqualTo(61);
            fixture.crash();
            assertThat(fixture.open("foo").kept()).as(when).hasSize(61);
        }
    }

    private static final class EndAtCall implements Faults {
        private final FaultyDevice device;
        private int left;
        private boolean hasEnded;

        private EndAtCall(FaultyDevice device, int call) {
            this.device = device;
            this.left = call;
        }

        @Override
        public Fault before(DiskCall call) {
            if (call.operation().isChange() && --left == 0) {
                hasEnded = true;
                device.crash();
            }
            return Fault.NONE;
        }
    }
}
