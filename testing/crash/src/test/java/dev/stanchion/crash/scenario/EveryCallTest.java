package dev.stanchion.crash.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.crash.disk.DiskCall;
import dev.stanchion.crash.disk.Fault;
import dev.stanchion.crash.disk.Faults;
import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.crash.disk.ProcessEnded;
import dev.stanchion.crash.scenario.FaultyDevice.Crash;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code spec/stores.md} 8.5 K16: a process that creates, rolls, trims, deletes and closes is ended
 * at each of its calls that change the disk, one after the other.
 */
class EveryCallTest {
    private static final String DATA = "x".repeat(100);
    private static final Logger STORE_LOG = Logger.getLogger("dev.stanchion.store");

    private long durable;
    private boolean deleted;

    @BeforeEach
    void quiet() {
        STORE_LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void loud() {
        STORE_LOG.setUseParentHandlers(true);
    }

    @ParameterizedTest
    @EnumSource
    void s8_K16_shouldBeInTheOldOrTheNewStateWhereverItEnds(Crash crash) {
        endAtEach(crash, EndAtCall::new);
    }

    @ParameterizedTest
    @EnumSource
    void s8_K16_shouldBeInTheOldOrTheNewStateWhenItEndsWithinAWrite(Crash crash) {
        endAtEach(crash, EndWithinCall::new);
    }

    private void endAtEach(Crash crash, BiFunction<FaultyDevice, Integer, EndAtCall> how) {
        int call = 0;
        boolean ended = true;
        while (ended) {
            call++;
            FaultyDevice device = new FaultyDevice(new FaultyDisk(new Chance(call)), crash, call);
            EndAtCall end = how.apply(device, call);
            device.disk().failWith(end);
            durable = 0;
            deleted = false;
            live(device);
            ended = end.hasEnded;
            device.disk().failWith(Faults.NEVER);
            check(device, "ended at call " + call);
        }
        assertThat(call).as("calls that were ended at").isGreaterThan(60);
    }

    private static class EndAtCall implements Faults {
        final FaultyDevice device;
        private int left;
        boolean hasEnded;

        private EndAtCall(FaultyDevice device, int call) {
            this.device = device;
            this.left = call;
        }

        @Override
        public Fault before(DiskCall call) {
            if (call.operation().isChange() && --left == 0) {
                hasEnded = true;
                return end();
            }
            return Fault.NONE;
        }

        Fault end() {
            device.crash();
            return Fault.NONE;
        }
    }

    /** A write fails after half of its bytes. */
    private static final class EndWithinCall extends EndAtCall {
        private EndWithinCall(FaultyDevice device, int call) {
            super(device, call);
        }

        @Override
        Fault end() {
            return Fault.SHORT;
        }

        @Override
        public void after(DiskCall call) {
            if (hasEnded) {
                device.crash();
            }
        }
    }

    /** Does a bit of everything, as far as it comes. */
    private void live(FaultyDevice device) {
        try {
            StoreFixture fixture = new StoreFixture(device);
            TestChannel kept = fixture.open("kept", new ChannelLimits(30, 0, 0));
            TestChannel doomed = fixture.open("doomed");
            doomed.store(DATA, 5);
            for (int i = 0; i < 6; i++) {
                kept.store(DATA, 10);
                durable = kept.durableUpTo();
                device.pass(Duration.ofSeconds(40));
            }
            fixture.delete("doomed");
            deleted = true;
            fixture.store().close();
        } catch (ProcessEnded | AssertionError end) {
            return; // as far as it came
        }
    }

    private void check(FaultyDevice device, String when) {
        try (StoreFixture fixture = new StoreFixture(device)) {
            TestChannel kept = fixture.open("kept");
            List<TestMessage> found = kept.kept();
            long last = kept.log().lastSequence();
            assertThat(last).as(when).isGreaterThanOrEqualTo(durable);
            if (durable > 0) {
                long first =
                        Math.max(
                                1,
                                last - 29); // messages that are not durable may have removed more
                assertThat(found.stream().map(TestMessage::sequence))
                        .as(when)
                        .contains(range(first, durable));
            }
            assertThat(found).as(when).allSatisfy(each -> assertThat(each.data()).startsWith(DATA));
            List<TestMessage> doomed = fixture.open("doomed").kept();
            assertThat(doomed.size()).as(when).isIn(0, 1, 2, 3, 4, 5);
            if (deleted) {
                assertThat(doomed).as(when).isEmpty();
            }
            assertThat(kept.store("next").sequence()).as(when).isEqualTo(last + 1);
            fixture.restart();
            assertThat(fixture.open("kept").kept()).as(when).hasSize(found.size() + 1);
        }
    }

    private static Long[] range(long first, long last) {
        Long[] sequences = new Long[(int) Math.max(0, last - first + 1)];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = first + i;
        }
        return sequences;
    }
}
