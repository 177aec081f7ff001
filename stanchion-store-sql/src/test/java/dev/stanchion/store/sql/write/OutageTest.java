package dev.stanchion.store.sql.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.StoreException.Kind;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.store.sql.Examples;
import dev.stanchion.store.sql.LiveChannel;
import dev.stanchion.store.sql.LiveStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.Wire;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks outages of the database: {@code spec/stores.md} 8.5, K22 and K23. */
@Tag("long")
class OutageTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Wire wire = new Wire(database.port());

    @AfterEach
    void endWire() {
        wire.close();
    }

    private LiveStore store(Duration patience) {
        return LiveStore.over(wire, database, SqlStoreOptions.DEFAULT.withPatience(patience));
    }

    private List<Long> stored() {
        return database.numbers("SELECT seq FROM Messages ORDER BY id, seq");
    }

    private static List<Long> oneTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void k22_shouldLetPublishersWaitWhileTheDatabaseIsAway() {
        try (LiveStore store = store(LONG)) {
            // given
            LiveChannel channel = store.open("orders");

            // when: cut in the middle of it, three times
            for (int round = 0; round < 3; round++) {
                long last = 0;
                for (int i = 0; i < 200; i++) {
                    last = channel.publishes("m");
                    if (i == 100) {
                        wire.cut();
                    }
                }
                wire.heal();
                channel.awaitsDurable(last);
            }

            // then
            assertThat(channel.losses()).isEmpty();
            assertThat(stored()).isEqualTo(oneTo(600));
        }
    }

    @Test
    void k22_shouldRefusePublishersWhenTheDatabaseStaysAwayAndGoOnWhenItIsBack() {
        try (LiveStore store = store(SHORT)) {
            // given
            LiveChannel channel = store.open("orders");
            channel.stores("one");
            channel.stores("two");

            // when
            wire.cut();
            channel.publishes("lost");
            channel.publishes("lost, too");
            StoreException why = channel.awaitsLoss();

            // then
            assertThat(why.kind()).isEqualTo(Kind.IO);
            assertThat(why).hasMessageStartingWith("append orders: the database has not answered");
            StoreException refused = LiveStore.failureOf(() -> channel.publishes("no"));
            assertThat(refused.kind()).isEqualTo(Kind.IO);
            assertThat(refused).hasMessageContaining("Try again when it is back");
            assertThat(channel.log().lastSequence()).isEqualTo(2);
            assertThat(channel.log().messageCount()).isEqualTo(2);

            // when
            wire.heal();
            store.await(() -> isTaken(channel));

            // then
            channel.awaitsDurable(3);
            assertThat(stored()).isEqualTo(oneTo(3));
            assertThat(channel.reads(1).sequences).isEqualTo(oneTo(3));
        }
    }

    @Test
    void k22_shouldKeepWhatWouldHaveMadeRoomForMessagesThatAreLost() {
        try (LiveStore store = store(SHORT)) {
            // given
            LiveChannel channel = store.open("orders", new ChannelLimits(2, 0, 0));
            channel.stores("one");
            channel.stores("two");

            // when
            wire.cut();
            channel.publishes("lost");
            channel.publishes("lost, too");
            channel.publishes("and this");
            channel.awaitsLoss();

            // then
            assertThat(channel.log().firstSequence()).isEqualTo(1);
            assertThat(channel.log().messageCount()).isEqualTo(2);

            // when
            wire.heal();
            store.await(() -> isTaken(channel));
            channel.awaitsDurable(3);

            // then
            assertThat(channel.reads(1).sequences).containsExactly(2L, 3L);
            assertThat(stored()).containsExactly(2L, 3L);
        }
    }

    private static boolean isTaken(LiveChannel channel) {
        try {
            channel.publishes("back");
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void k22_shouldKeepWhatSubscriptionsDidWhileTheDatabaseWasAway() {
        try (LiveStore store = store(SHORT)) {
            // given
            LiveChannel channel = store.open("orders");
            channel.stores("one");
            channel.subscriptions().put(Examples.durable(1, "orders-1"));
            assertThat(channel.flushes().orThrow()).isNotNull();

            // when
            wire.cut();
            channel.subscriptions().delivered(1, 1);
            assertThat(channel.flushes().failure().kind()).isEqualTo(Kind.IO);
            wire.heal();

            // then: without another request
            store.await(() -> !database.numbers("SELECT subid FROM SubsPending").isEmpty());
        }
    }

    @Test
    void k22_shouldGoOnExpiringWhenTheDatabaseIsBack() {
        try (LiveStore store = store(SHORT)) {
            // given
            LiveChannel channel = store.open("orders");
            channel.stores("one");
            channel.stores("two");

            // when
            wire.cut();
            channel.log().removeOlderThan(Long.MAX_VALUE);
            channel.publishes("lost");
            channel.awaitsLoss();
            wire.heal();

            // then
            store.await(() -> stored().isEmpty());
            store.await(() -> database.numbers("SELECT maxseq FROM Channels").contains(2L));
        }
    }

    @Test
    void k23_shouldFailWithinItsTimeWhenTheDatabaseStalls() {
        try (LiveStore store = store(SHORT)) {
            // given
            LiveChannel channel = store.open("orders");
            channel.stores("one");
            LiveChannel other = store.open("invoices");
            other.stores("one");

            // when
            wire.stall();
            channel.publishes("lost");

            // then: no call blocks, and messages in memory can be read
            other.publishes("lost");
            assertThat(other.reads(1).sequences).containsExactly(1L);
            assertThat(channel.awaitsLoss().kind()).isEqualTo(Kind.IO);
            assertThat(other.awaitsLoss().kind()).isEqualTo(Kind.IO);

            // when
            wire.heal();
            store.await(() -> isTaken(channel));

            // then
            channel.awaitsDurable(2);
            assertThat(channel.reads(1).sequences).containsExactly(1L, 2L);
        }
    }

    @Test
    void shouldTakeNoMoreThanItsBoundWhileTheDatabaseStalls() {
        SqlStoreOptions options = SqlStoreOptions.DEFAULT.withPatience(LONG).withMemory(10_000, 0);
        try (LiveStore store = LiveStore.over(wire, database, options)) {
            // given
            LiveChannel channel = store.open("orders");
            wire.stall();

            // when
            StoreException why =
                    LiveStore.failureOf(() -> {
                        while (channel.log().lastSequence() < 1_000) {
                            channel.publishes("x".repeat(1_000));
                        }
                    });

            // then
            assertThat(why.kind()).isEqualTo(Kind.BUSY);
            assertThat(channel.log().lastSequence()).isBetween(5L, 10L);

            // when
            wire.heal();
            channel.awaitsDurable(channel.log().lastSequence());

            // then
            channel.stores("there is room again");
        }
    }
}
