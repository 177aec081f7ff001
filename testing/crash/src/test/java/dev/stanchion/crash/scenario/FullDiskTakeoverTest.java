package dev.stanchion.crash.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.crash.QuietLog;
import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server wants to take over a shared directory whose disk has no room for the copies. */
class FullDiskTakeoverTest {
    private static final String DATA = "x".repeat(100);

    /** The active can go on for a while, and a takeover has not enough. */
    private static final long LEFT_BYTES = 200_000;

    private final QuietLog quietLog = new QuietLog();
    private final FaultyDisk disk = new FaultyDisk(new Chance(1));

    @AfterEach
    void closeLog() {
        quietLog.close();
    }

    @Test
    void shouldLeaveTheLastTermAloneUntilThereIsRoomForTheNext() {
        // given
        StoreFixture active = new StoreFixture(new GroupMember(disk, 1));
        TestChannel channel = active.open("orders");
        channel.store(DATA, 40);
        disk.limitTo(disk.usedBytes() + LEFT_BYTES);

        // when
        assertThatThrownBy(() -> new StoreFixture(new GroupMember(disk, 2)))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.FULL))
                .hasMessageContaining("a takeover copies")
                .hasMessageContaining("0.2 MiB are free: make room on the disk");

        // then
        channel.store("still active", 1);
        assertThat(channel.durableUpTo()).isEqualTo(41);

        // when
        disk.limitTo(Long.MAX_VALUE);
        StoreFixture next = new StoreFixture(new GroupMember(disk, 3));

        // then
        assertThat(next.open("orders").kept()).hasSize(41);
        next.close();
    }
}
