package dev.stanchion.crash.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.crash.scenario.FaultyDevice.Crash;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.FileStoreOptions;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that another program has filled completely, and one that publishers try to fill. */
class FullDiskTest {
    private static final String DATA = "x".repeat(100);
    private static final long RESERVE_BYTES = 100_000;
    private static final Logger STORE_LOG = Logger.getLogger("dev.stanchion.store");
    private static final FileStoreOptions WITH_RESERVE =
            FaultyDevice.OPTIONS.withReserveBytes(RESERVE_BYTES);

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

    /** The space that the next start frees from the records of deliveries is too small, too. */
    private void fillDisk() {
        device.disk()
                .limitTo(device.disk().usedBytes() - 2L * FaultyDevice.OPTIONS.deliveryLogBytes());
    }

    private void pass(StoreFixture fixture, Duration time) {
        device.pass(time);
        fixture.shard().advance(time);
        fixture.settle();
    }

    private static void assertRefused(TestChannel channel) {
        assertThatThrownBy(() -> channel.append("refused"))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.FULL));
    }

    private static ClientRecord client(String id) {
        return new ClientRecord(id, "hb." + id, "connection-" + id, 1, 5, 3, id, "token");
    }

    @Test
    void shouldStartServeAndMakeRoomWithoutAFreeBlockAfterItWasStopped() {
        // given
        StoreFixture fixture = new StoreFixture(device);
        fixture.open("foo").store(DATA, 100);
        device.pass(Duration.ofSeconds(2));
        fixture.store().close();
        fillDisk();

        // when
        fixture.crash();

        // then
        assertServesAndMakesRoom(fixture);
    }

    @Test
    void shouldStartServeAndMakeRoomWithoutAFreeBlockAfterItWasKilled() {
        // given
        StoreFixture fixture = new StoreFixture(device);
        TestChannel channel = fixture.open("foo");
        channel.store(DATA, 60);
        device.pass(Duration.ofSeconds(2));
        channel.store(DATA, 40); // in the commit log alone
        fillDisk();

        // when
        fixture.crash();

        // then
        assertServesAndMakesRoom(fixture);
    }

    private void assertServesAndMakesRoom(StoreFixture fixture) {
        TestChannel channel = fixture.open("foo");
        assertThat(channel.kept()).hasSize(100);
        assertThat(channel.log().messageCount()).isEqualTo(100);
        channel.subscriptions().acknowledged(1, 1);
        assertRefused(channel);

        // all messages are too old, and the last segment stays until there is space to record its
        // end
        channel.log().removeOlderThan(fixture.shard().epochNanos() + 1);
        pass(fixture, Duration.ofSeconds(3));
        pass(fixture, Duration.ofSeconds(3));
        assertThat(channel.store("after").sequence()).isEqualTo(101);
        fixture.crash();
        device.disk().limitTo(Long.MAX_VALUE);
        assertThat(fixture.open("foo").kept())
                .extracting(TestMessage::data)
                .containsExactly("after");
    }

    @Test
    void shouldKeepInOrderWhatNoSegmentHasRoomForAndWriteItLater() {
        // given
        StoreFixture fixture = new StoreFixture(device);
        fixture.open("foo").store(DATA, 50);
        fillDisk();
        fixture.crash();
        TestChannel channel = fixture.open("foo", new ChannelLimits(30, 0, 0));
        assertThat(channel.kept()).hasSize(30).extracting(TestMessage::sequence).contains(21L, 50L);

        // when
        device.disk().limitTo(Long.MAX_VALUE);
        pass(fixture, Duration.ofSeconds(3));
        channel.store("next");
        List<TestMessage> kept = channel.kept();

        // then
        fixture.restart();
        TestChannel again = fixture.open("foo");
        assertThat(kept).hasSize(30).last().extracting(TestMessage::data).isEqualTo("next");
        assertThat(again.kept()).isEqualTo(kept);
        assertThat(again.log().lastSequence()).isEqualTo(51);
    }

    @Test
    void shouldTakeClientsAndAcknowledgementsWithoutAFreeBlock() {
        // given
        device.disk().limitTo(2_500_000); // of which 5 % are more than the reserve
        device.setOptions(WITH_RESERVE);
        StoreFixture fixture = new StoreFixture(device);
        TestChannel channel = fixture.open("foo");
        channel.store(DATA, 10);
        pass(fixture, Duration.ofSeconds(2));
        fillDisk();

        // when
        fixture.crash();
        channel = fixture.open("foo");
        for (int i = 0; i < 30; i++) {
            fixture.put(client("client-" + i));
        }
        channel.flushSubscriptions();

        // then
        assertRefused(channel);
        fixture.crash();
        assertThat(fixture.recovered().clients()).hasSize(30);
        assertThat(fixture.open("foo").kept()).hasSize(10);
    }

    @Test
    void shouldNeverTouchTheReserveHoweverMuchIsInMemory() {
        // given
        long diskBytes = 4_000_000;
        device.disk().limitTo(diskBytes);
        device.setOptions(WITH_RESERVE);
        StoreFixture fixture = new StoreFixture(device);
        TestChannel channel = fixture.open("foo");
        TestChannel other = fixture.open("bar");
        long least = diskBytes;

        // when: far more than there is room for, in batches of all sizes
        for (int batch = 1; batch < 200; batch++) {
            publish(channel, batch % 30, 9_000);
            publish(other, batch % 7, 100);
            fixture.settle();
            device.pass(Duration.ofMillis(batch % 20 == 0 ? 3_000 : 1));
            fixture.settle();
            least = Math.min(least, diskBytes - device.disk().usedBytes());
        }

        // then
        assertThat(least).isGreaterThanOrEqualTo(RESERVE_BYTES);
        assertRefused(channel);
        assertThat(device.disk().usedBytes()).as("it is used").isGreaterThan(diskBytes / 2);
    }

    private static void publish(TestChannel channel, int messages, int bytes) {
        try {
            for (int i = 0; i < messages; i++) {
                channel.append("x".repeat(bytes));
            }
        } catch (StoreException full) {
            assertThat(full.kind()).isEqualTo(StoreException.Kind.FULL);
        }
        channel.log().commit();
    }
}
