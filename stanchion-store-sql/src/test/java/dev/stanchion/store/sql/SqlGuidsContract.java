package dev.stanchion.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.kit.database.DatabaseServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.sql.source.SqlSource;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which guids the members of a group find in a real database. */
abstract class SqlGuidsContract {
    private final TestDatabase database;

    SqlGuidsContract(DatabaseServer server) {
        database = server.newDatabase();
    }

    /** A message with a guid. */
    private record Published(TestMessage message, String guid) implements LogEntry {
        @Override
        public long sequence() {
            return message.sequence();
        }

        @Override
        public long timestampEpochNanos() {
            return message.timestampEpochNanos();
        }

        @Override
        public int encodedLength() {
            return message.encodedLength();
        }

        @Override
        public void writeTo(ByteBuf target) {
            message.writeTo(target);
        }
    }

    private LiveStore beginTerm(SqlStoreOptions options) {
        SqlLock lock =
                new SqlLock(
                        new PooledConnections(
                                SqlSource.parse(database.driver(), database.source(), Map.of()),
                                1,
                                Duration.ofSeconds(1)),
                        true,
                        length -> "x".repeat(length),
                        "a member");
        try {
            Tenure tenure = lock.claim(lock.look(), Basis.UNHEARD);
            return LiveStore.of(database, options, tenure);
        } finally {
            lock.close();
        }
    }

    private static void stores(LiveChannel channel, String... guids) {
        for (String guid : guids) {
            long sequence = channel.log().lastSequence() + 1;
            channel.log().append(new Published(new TestMessage(sequence, 1, "orders", guid), guid));
        }
        channel.log().commit();
        channel.awaitsDurable(channel.log().lastSequence());
    }

    private static long[] hashesBehind(LiveStore store, LiveChannel channel, long sequence) {
        return store.<long[]>answer(out -> channel.log().guidHashesBehind(sequence, out)).orThrow();
    }

    @Test
    void shouldTellTheNextActiveWhatTheLastOneHasStored() {
        // given
        SqlStoreOptions options = SqlStoreOptions.DEFAULT.withGuids();
        try (LiveStore first = beginTerm(options)) {
            LiveChannel orders = first.open("orders");
            stores(orders, "a", "b");
            stores(orders, "c");
            stores(first.open("refunds"), "d");
        }

        // when
        try (LiveStore second = beginTerm(options)) {
            LiveChannel orders = second.open("orders");

            // then
            assertThat(hashesBehind(second, orders, 0))
                    .containsExactlyInAnyOrder(
                            GuidHash.of("a"), GuidHash.of("b"), GuidHash.of("c"));
            assertThat(hashesBehind(second, orders, 2)).containsExactly(GuidHash.of("c"));
            assertThat(hashesBehind(second, orders, 3)).isEmpty();
        }
    }

    @Test
    void shouldKeepNothingWithoutWitnesses() {
        // given
        try (LiveStore alone = LiveStore.on(database)) {
            LiveChannel orders = alone.open("orders");

            // when
            stores(orders, "a");

            // then
            assertThat(hashesBehind(alone, orders, 0)).isEmpty();
        }
    }
}
