package dev.stanchion.store.sql.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.StoreException.Kind;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.store.sql.Examples;
import dev.stanchion.store.sql.LiveChannel;
import dev.stanchion.store.sql.LiveStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.database.StoreTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Checks that only one server at a time writes: {@code spec/stores.md} 4.3 and 8.5, K20 and K21.
 */
class LockTest {
    private static final SqlStoreOptions HASTY =
            SqlStoreOptions.DEFAULT.withLockTimes(Duration.ofMillis(50), Duration.ofMillis(500));

    /** A beat so slow that another server sees an unchanged lock. */
    private static final SqlStoreOptions SLEEPY =
            SqlStoreOptions.DEFAULT.withLockTimes(Duration.ofHours(1), Duration.ofHours(1));

    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @Test
    void k20_shouldRefuseASecondServerAndNameTheFirst() {
        try (LiveStore first = LiveStore.on(database, HASTY)) {
            // when
            StoreException why =
                    LiveStore.failureOf(() -> LiveStore.on(database, HASTY.withoutCaching()));

            // then
            assertThat(why.kind()).isEqualTo(Kind.BUSY);
            assertThat(why)
                    .hasMessageStartingWith(
                            "open database: another server uses it: the test server")
                    .hasMessageEndingWith(
                            "Stop that server, or give this one a database of its own");
            first.open("orders").stores("still there");
        }
    }

    @Test
    void k20_shouldRefuseADatabaseThatAGoServerHasLocked() {
        // given: a group of Go servers whose active member moves the tick
        LiveStore.on(database).close();
        database.execute("UPDATE StoreLock SET id='go-server', tick=7");
        StoreTime whileItBeats =
                new StoreTime() {
                    @Override
                    public long elapsedNanos() {
                        return SYSTEM.elapsedNanos();
                    }

                    @Override
                    public void pause(long nanos) {
                        database.execute("UPDATE StoreLock SET tick=tick+1");
                    }
                };

        // when
        StoreException why =
                LiveStore.failureOf(
                        () -> LiveStore.on(database, SqlStoreOptions.DEFAULT, whileItBeats));

        // then
        assertThat(why).hasMessageContaining("a NATS Streaming server in FT mode (lock go-server)");
    }

    @Test
    void shouldGiveTheLockBackWhenItEnds() {
        // when
        LiveStore.on(database, SLEEPY).close();

        // then
        assertThat(database.texts("SELECT id FROM StoreLock")).containsExactly("");
        LiveStore.on(database, SLEEPY).close();
    }

    @Test
    void shouldTakeTheLockOverFromAServerThatGivesNoSignOfLife() {
        // given
        LiveStore dead = LiveStore.on(database, HASTY);
        dead.open("orders").stores("one");
        dead.crash();

        // when
        try (LiveStore next = LiveStore.on(database, HASTY)) {
            // then
            assertThat(next.open("orders").log().lastSequence()).isEqualTo(1);
        }
    }

    @Test
    void shouldSayThatDeliveriesMayBeMissingAfterAServerThatDidNotEndInGoodOrder() {
        // given
        LiveStore dead = LiveStore.on(database, HASTY);
        dead.open("orders").stores("one");
        dead.crash();

        // when
        LiveStore next = LiveStore.on(database, HASTY);
        next.close();
        LiveStore again = LiveStore.on(database, HASTY);
        again.open("orders");
        again.close();

        // then
        assertThat(next.recovered().channels().getFirst().mayLackDeliveries()).isTrue();
        assertThat(again.recovered().channels().getFirst().mayLackDeliveries())
                .as("before the channel was opened")
                .isTrue();
        try (LiveStore afterGoodOrder = LiveStore.on(database, HASTY)) {
            assertThat(afterGoodOrder.recovered().channels().getFirst().mayLackDeliveries())
                    .isFalse();
        }
    }

    @Test
    void k21_shouldWriteNothingOnceAnotherServerHasTakenOver() {
        try (LiveStore paused = LiveStore.on(database, SLEEPY)) {
            // given
            LiveChannel its = paused.open("orders");
            its.stores("one");
            try (LiveStore next = LiveStore.on(database, HASTY)) {
                LiveChannel taken = next.open("orders");
                taken.stores("two");

                // when
                its.publishes("too late");
                StoreException why = its.awaitsLoss();

                // then
                assertThat(why.kind()).isEqualTo(Kind.FENCED);
                assertThat(why).hasMessageContaining("another server has taken it over: the test");
                assertThat(LiveStore.failureOf(() -> its.publishes("no")).kind())
                        .isEqualTo(Kind.FENCED);
                its.subscriptions().put(Examples.durable(1, "orders-1"));
                assertThat(its.flushes().failure().kind()).isEqualTo(Kind.FENCED);
                taken.stores("three");
                assertThat(taken.reads(1).sequences).containsExactly(1L, 2L, 3L);
                assertThat(database.numbers("SELECT id FROM Subscriptions")).isEmpty();
            }
        }
    }

    @Test
    void k21_shouldNotTakeTheLockBackFromWhoTookItOver() {
        // given
        LiveStore paused = LiveStore.on(database, SLEEPY);
        try (LiveStore next = LiveStore.on(database, HASTY)) {
            // when
            paused.close();

            // then
            next.open("orders").stores("one");
        }
    }
}
