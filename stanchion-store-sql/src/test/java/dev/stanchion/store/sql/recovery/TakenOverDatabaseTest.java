package dev.stanchion.store.sql.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.StoreException.Kind;
import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.store.sql.CommitLosingConnections;
import dev.stanchion.store.sql.Examples;
import dev.stanchion.store.sql.LiveChannel;
import dev.stanchion.store.sql.LiveStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks how the store recovers and changes an existing database, intact or damaged. */
class TakenOverDatabaseTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    private static RecoveredState.Subscription onlySubscription(LiveStore store) {
        List<RecoveredState.Subscription> all =
                store.recovered().channels().getFirst().subscriptions();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void withOneDurable() {
        try (LiveStore store = LiveStore.on(database)) {
            LiveChannel channel = store.open("orders");
            for (int i = 0; i < 9; i++) {
                channel.publishes("m");
            }
            channel.awaitsDurable(9);
            channel.subscriptions().put(Examples.durable(1, "orders-1"));
            channel.flushes().orThrow();
        }
    }

    /**
     * Inserts rows in both forms, so that the order of their numbers differs from the table's
     * order.
     */
    private void pendingRows(String... rows) {
        for (String row : rows) {
            database.execute(
                    "INSERT INTO SubsPending (subid, row, seq, lastsent, pending, acks) VALUES "
                            + row);
        }
    }

    private static String json(String list) {
        return "'\\x" + HexFormat.of().formatHex(list.getBytes(UTF_8)) + "'";
    }

    @Test
    void k27_shouldReadPendingRowsOfAllFormsInTheOrderOfTheirNumbers() {
        // given
        withOneDurable();
        pendingRows(
                "(1, 4, 0, 6, NULL, " + json("[2,6]") + ")",
                "(1, 3, 0, 6, " + json("[6,5]") + ", " + json("[1]") + ")",
                "(1, 2, 4, 0, NULL, NULL)",
                "(1, 1, 0, 3, " + json("[3, 1,2]") + ", NULL)");

        // when
        try (LiveStore store = LiveStore.on(database)) {
            // then
            assertThat(onlySubscription(store).pending()).containsExactly(3L, 4L, 5L);
            assertThat(onlySubscription(store).subscription().lastSent()).isEqualTo(6);

            // when: from now on, in rows that need no order
            LiveChannel channel = store.open("orders");
            channel.subscriptions().acknowledged(1, 4);
            channel.subscriptions().delivered(1, 7);
            channel.flushes().orThrow();
        }

        // then
        assertThat(database.numbers("SELECT count(*) FROM SubsPending WHERE acks IS NOT NULL"))
                .containsExactly(0L);
        try (LiveStore store = LiveStore.on(database)) {
            assertThat(onlySubscription(store).pending()).containsExactly(3L, 5L, 7L);
            assertThat(onlySubscription(store).subscription().lastSent()).isEqualTo(7);
        }
    }

    @Test
    void shouldNeitherReuseASequenceThatIsPendingNorOneThatTheTableRemembers() {
        // given
        withOneDurable();
        pendingRows("(1, 1, 0, 0, " + json("[15]") + ", NULL)");

        // when
        try (LiveStore store = LiveStore.on(database)) {
            // then
            assertThat(store.open("orders").log().lastSequence()).isEqualTo(15);
        }
        database.execute("UPDATE Channels SET maxseq=20");
        try (LiveStore store = LiveStore.on(database)) {
            assertThat(store.open("orders").log().lastSequence()).isEqualTo(20);
        }
    }

    @Test
    void shouldNameTheRowWhosePendingSequencesCannotBeRead() {
        // given
        withOneDurable();
        pendingRows("(1, 1, 0, 0, " + json("{}") + ", NULL)");

        // when // then
        assertThat(LiveStore.failureOf(() -> LiveStore.on(database)))
                .hasMessage(
                        "recover table SubsPending: row (subid=1, row=1): no list of sequences: {}");
    }

    @Test
    void shouldReportAMessageThatCannotBeReadAndGoOnBehindIt() {
        // given
        withOneDurable();
        database.execute(
                "UPDATE Messages SET data='\\x00' WHERE seq=3",
                "UPDATE Messages SET data=NULL WHERE seq=4");

        // when
        try (LiveStore store = LiveStore.on(database)) {
            LiveChannel channel = store.open("orders");

            // then
            LiveChannel.Read first = channel.reads(1);
            assertThat(first.sequences).containsExactly(1L, 2L);
            assertThat(first.unreadableSequence).isEqualTo(3);
            assertThat(first.unreadable.getFirst().kind()).isEqualTo(Kind.CORRUPT);
            assertThat(first.unreadable.getFirst())
                    .hasMessageContaining("row (id=1, seq=3) of Messages cannot be read");
            assertThat(channel.reads(4).unreadableSequence).isEqualTo(4);
            assertThat(channel.reads(5).sequences).containsExactly(5L, 6L, 7L, 8L, 9L);
        }
    }

    @Test
    void k17_shouldGoOnRemovingADeletedChannelAfterACrash() {
        // given: the mark is there, the rows are too, as after a crash in between
        withOneDurable();
        pendingRows("(1, 1, 0, 0, " + json("[3]") + ", NULL)");
        database.execute(
                "UPDATE Channels SET deleted=TRUE",
                "INSERT INTO Messages SELECT 1, n, n, 1, 'x' FROM generate_series(10, 4000) n");

        // when
        try (LiveStore store = LiveStore.on(database)) {
            // then
            assertThat(store.recovered().channels()).isEmpty();
            LiveChannel again = store.open("orders");
            again.stores("new");
            store.await(() -> database.numbers("SELECT id FROM Channels").equals(List.of(2L)));
            assertThat(database.numbers("SELECT DISTINCT id FROM Messages")).containsExactly(2L);
            assertThat(database.numbers("SELECT subid FROM Subscriptions")).isEmpty();
            assertThat(database.numbers("SELECT subid FROM SubsPending")).isEmpty();
        }
    }

    @Test
    void k17_shouldNotBringAChannelBackWhoseRemovalACrashCutShort() {
        // given
        withOneDurable();
        LiveStore crashing = LiveStore.on(database);
        crashing.open("orders");
        crashing.<Outcome.Done>answer(
                        out -> crashing.store().deleteChannel("orders", crashing.shard(), out))
                .orThrow();
        crashing.crash();

        // when
        try (LiveStore store = LiveStore.on(database, hasty())) {
            // then
            assertThat(store.recovered().channels()).isEmpty();
            store.await(() -> database.numbers("SELECT id FROM Channels").isEmpty());
        }
    }

    private static SqlStoreOptions hasty() {
        Duration beat = Duration.ofMillis(50);
        return SqlStoreOptions.DEFAULT.withLockTimes(beat, beat.multipliedBy(4));
    }

    @Test
    void shouldApplyLowerLimitsToAChannelThatIsTooBigForItsBooks() {
        // given: more blocks than the ledger keeps details of
        withOneDurable();
        database.execute(
                "INSERT INTO Messages SELECT 1, n, n, 100, 'x' FROM generate_series(10, 30000) n");

        // when
        try (LiveStore store = LiveStore.on(database)) {
            LiveChannel channel = store.open("orders", new ChannelLimits(0, 50_000, 0));

            // then
            store.await(() -> channel.log().messageCount() == 500);
            assertThat(channel.log().firstSequence()).isEqualTo(29_501);
            assertThat(channel.log().byteCount()).isEqualTo(50_000);
            store.await(
                    () -> database.numbers("SELECT count(*) FROM Messages").equals(List.of(500L)));

            // when
            channel.log().removeOlderThan(29_601);

            // then
            assertThat(channel.log().firstSequence()).isEqualTo(29_601);
            store.await(() ->
                    database.numbers("SELECT MIN(seq) FROM Messages").equals(List.of(29_601L)));
        }
        assertThat(database.numbers("SELECT maxbytes FROM Channels")).containsExactly(50_000L);
    }

    @Test
    void shouldForgetWhatIsOursOfAClientThatTheGoServerRegisteredAnew() {
        // given
        ClientRecord leased = new ClientRecord("orders-2", "_INBOX.a", "c", 1, 5, 3, "orders", "t");
        try (LiveStore store = LiveStore.on(database)) {
            store.<Outcome.Done>answer(
                            out -> store.store().clients().put(leased, store.shard(), out))
                    .orThrow();
        }
        database.execute(
                "DELETE FROM Clients",
                "INSERT INTO Clients (id, hbinbox) VALUES ('orders-2', '_INBOX.b')");

        // when
        try (LiveStore store = LiveStore.on(database)) {
            // then
            assertThat(store.recovered().clients())
                    .containsExactly(new ClientRecord("orders-2", "_INBOX.b", "", 0, 0, 0));
        }
    }

    /** Such rows can come from the Go server or from a version without limits. */
    @Test
    void shouldLeaveOutWhatHasNamesThatNoClientCanUse() {
        // given
        String name = "x".repeat(1_000_000);
        ClientRecord usual = new ClientRecord("usual", "_INBOX.a", "c", 1, 5, 3);
        try (LiveStore store = LiveStore.on(database)) {
            for (ClientRecord client :
                    List.of(usual, new ClientRecord("long", name, "c", 1, 5, 3))) {
                store.<Outcome.Done>answer(
                                out -> store.store().clients().put(client, store.shard(), out))
                        .orThrow();
            }
            LiveChannel channel = store.open("orders");
            channel.subscriptions().put(Examples.durable(1, "orders-1"));
            channel.subscriptions().put(Examples.durable(2, name));
            channel.flushes().orThrow();
        }

        // when
        try (LiveStore store = LiveStore.on(database)) {
            // then
            assertThat(store.recovered().clients()).containsExactly(usual);
            assertThat(onlySubscription(store).subscription().clientId()).isEqualTo("orders-1");
            assertThat(store.open("orders").subscriptions().highestId()).isEqualTo(2);
        }
    }

    @Test
    void s8_21_shouldRefuseTablesOfAnotherVersionOrCluster() {
        // given
        LiveStore.on(database).close();

        // when // then
        database.execute("UPDATE ServerInfo SET version=2");
        assertThat(LiveStore.failureOf(() -> LiveStore.on(database)))
                .hasMessageContaining("version: 2 (expected: 1)");
        database.execute("UPDATE ServerInfo SET version=1, id='other'");
        assertThat(LiveStore.failureOf(() -> LiveStore.on(database)))
                .hasMessageContaining("id is other, and the cluster ID in proto is test-cluster");
    }

    @Test
    void s8_20_shouldGoOnWithChannelsWithoutAServerRecord() {
        // given
        withOneDurable();
        database.execute("DELETE FROM ServerInfo");

        // when
        try (LiveStore store = LiveStore.on(database)) {
            // then
            assertThat(store.open("orders").log().lastSequence()).isEqualTo(9);
        }
        assertThat(database.texts("SELECT id FROM ServerInfo")).containsExactly("test-cluster");
    }

    @Test
    void shouldRepairTheTablesOfTheGoServerInPostgres() {
        // given
        database.withTablesOfGo();

        // when
        LiveStore.on(database).close();

        // then
        assertThat(
                        database.texts(
                                "SELECT indexdef FROM pg_indexes WHERE indexname='idx_channelsname'"
                                        + " AND schemaname=current_schema()"))
                .allMatch(index -> index.endsWith("(name)"));
        theGoServersInsertsStillWork(database);
    }

    @Test
    void shouldRepairTheTablesOfTheGoServerInMariaDb() {
        // given
        TestDatabase mariaDb = MariaDbServer.shared().newDatabase().withTablesOfGo();

        // when
        try (LiveStore store = LiveStore.on(mariaDb)) {
            // then
            LiveChannel channel = store.open("orders");
            channel.stores("x".repeat(200_000));
            store.open("Orders").stores("another channel");
            for (String id : List.of("me", "ME")) {
                ClientRecord client = new ClientRecord(id, "_INBOX." + id, "c", 1, 5, 3);
                store.<Outcome.Done>answer(
                                out -> store.store().clients().put(client, store.shard(), out))
                        .orThrow();
            }
        }
        try (LiveStore store = LiveStore.on(mariaDb)) {
            assertThat(store.recovered().clients()).hasSize(2);
            assertThat(store.recovered().channels()).hasSize(2);
            assertThat(store.open("orders").reads(1).sequences).containsExactly(1L);
        }
        theGoServersInsertsStillWork(mariaDb);
    }

    /**
     * Runs the Go server's inserts: without column names into Messages, with them into the others.
     */
    private static void theGoServersInsertsStillWork(TestDatabase database) {
        database.execute(
                "INSERT INTO Messages VALUES (77, 1, 2, 3, NULL)",
                "INSERT INTO Clients (id, hbinbox, proto) VALUES ('go', 'inbox', NULL)",
                "UPDATE StoreLock SET id='go', tick=1");
    }

    @Test
    @Tag("long")
    void shouldRefuseAMessageThatIsTooBigForAColumnThatItMayNotWiden() {
        // given: a user who may write rows and create tables, but not change tables
        TestDatabase mariaDb = MariaDbServer.shared().newDatabase().withTablesOfGo();
        LiveStore.on(mariaDb).close();
        String name = mariaDb.jdbcUrl().substring(mariaDb.jdbcUrl().lastIndexOf('/') + 1);
        mariaDb.execute(
                "ALTER TABLE Messages MODIFY data BLOB",
                "CREATE USER 'u" + name + "'@'%' IDENTIFIED BY 'p'",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + name + ".* TO 'u" + name + "'@'%'");
        TestDatabase limited =
                new TestDatabase(
                        "mysql",
                        "u%s:p@tcp(127.0.0.1:%d)/%1$s".formatted(name, mariaDb.port()),
                        mariaDb.port(),
                        mariaDb.jdbcUrl(),
                        "u" + name,
                        "p");

        // when
        try (LiveStore store = LiveStore.on(limited)) {
            LiveChannel channel = store.open("orders");

            // then
            assertThat(LiveStore.failureOf(() -> channel.publishes("x".repeat(70_000))))
                    .hasMessageContaining("column data of table Messages holds at most 65535")
                    .hasMessageContaining("ALTER TABLE Messages MODIFY data LONGBLOB");
            channel.stores("x".repeat(60_000));
        }
    }

    @Test
    void shouldLetOneChannelsFailureBeItsOwn() {
        // given
        try (LiveStore store = LiveStore.on(database)) {
            LiveChannel sound = store.open("sound");
            LiveChannel broken = store.open("broken");
            database.execute("ALTER TABLE Messages ADD CONSTRAINT c CHECK (id<>2 OR size<100)");

            // when: in one batch, if possible
            broken.publishes("x".repeat(200));
            sound.publishes("m");

            // then
            sound.awaitsDurable(1);
            assertThat(broken.awaitsLoss())
                    .hasMessage(
                            "append broken: ERROR: new row for relation \"messages\" violates check"
                                    + " constraint \"c\"");
            broken.stores("small");
            assertThat(broken.log().lastSequence()).isEqualTo(1);
        }
    }

    @Test
    void shouldStoreAMessageOnceWhenTheAnswerToItsCommitIsLost() {
        // given
        CommitLosingConnections connections =
                new CommitLosingConnections(LiveStore.connections(database));
        try (LiveStore store = LiveStore.on(connections)) {
            LiveChannel channel = store.open("orders");
            channel.stores("one");

            // when: the commit succeeds, but its answer is lost
            connections.loseTheNextAnswers(2);
            channel.stores("two");

            // then
            channel.stores("three");
            assertThat(database.numbers("SELECT seq FROM Messages ORDER BY seq"))
                    .containsExactly(1L, 2L, 3L);
            assertThat(channel.losses()).isEmpty();
        }
    }
}
