package dev.stanchion.crash.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.crash.scenario.FaultyDevice.Crash;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file that marks a directory as in use is deleted while a store works in it. */
class TakenDirectoryTest {
    private static final Logger STORE_LOG = Logger.getLogger("dev.stanchion.store");

    private final FaultyDevice device =
            new FaultyDevice(new FaultyDisk(new Chance(1)), Crash.KILL, 1);

    @BeforeEach
    void quiet() {
        STORE_LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void loud() {
        STORE_LOG.setUseParentHandlers(true);
    }

    @Test
    void shouldWriteNothingOnceAnotherHasTakenTheDirectory() throws IOException {
        // given
        StoreFixture fixture = new StoreFixture(device);
        TestChannel channel = fixture.open("foo");
        channel.store("hello", 20);
        device.disk().forgetLock(FaultyDevice.ROOT);
        device.disk().mountBeside().lock(FaultyDevice.ROOT);

        // when
        device.pass(Duration.ofMillis(500));
        fixture.settle();
        Map<Path, Long> files = device.disk().files();

        // then
        assertThatThrownBy(() -> channel.append("refused"))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.FENCED))
                .hasMessageContaining("another simulated process");
        assertThatThrownBy(channel::flushSubscriptions)
                .hasRootCauseMessage(
                        FaultyDevice.ROOT
                                + " is not this server's any more: it is in use by another"
                                + " simulated process");
        assertThat(channel.kept()).as("what it has can be read").hasSize(20);
        device.pass(Duration.ofMinutes(2));
        fixture.store().close();
        assertThat(device.disk().files()).isEqualTo(files);
    }

    @Test
    void shouldLoseWhatIsUnderWayAndNotWriteIt() throws IOException {
        // given
        StoreFixture fixture = new StoreFixture(device);
        TestChannel channel = fixture.open("foo");
        channel.store("hello");
        channel.append("under way");
        device.disk().forgetLock(FaultyDevice.ROOT);
        device.disk().mountBeside().lock(FaultyDevice.ROOT);
        device.pass(Duration.ofMillis(500));

        // when
        channel.commit();

        // then
        assertThat(channel.durableUpTo()).isEqualTo(1);
        assertThat(channel.losses())
                .singleElement()
                .extracting(StoreException::kind)
                .isEqualTo(StoreException.Kind.FENCED);
    }

    @Test
    void shouldTakeTheDirectoryAgainIfNobodyElseHas() {
        // given
        StoreFixture fixture = new StoreFixture(device);
        TestChannel channel = fixture.open("foo");
        device.disk().forgetLock(FaultyDevice.ROOT);

        // when
        device.pass(Duration.ofMillis(500));

        // then
        assertThatThrownBy(() -> device.disk().mountBeside().lock(FaultyDevice.ROOT))
                .isInstanceOf(StoreException.class);
        assertThat(channel.store("hello").sequence()).isEqualTo(1);
    }
}
