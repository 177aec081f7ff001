package dev.stanchion.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.StoreException.Kind;
import dev.stanchion.kit.database.DatabaseServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.store.sql.source.SqlSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the lock of a group's members does on a real database. */
abstract class SqlLockContract {
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final TestDatabase database;
    private final List<SqlLock> locks = new ArrayList<>();
    private int tokens;

    SqlLockContract(DatabaseServer server) {
        database = server.newDatabase();
    }

    @AfterEach
    void closeAll() {
        locks.forEach(SqlLock::close);
    }

    private SqlLock member(boolean isOnBus) {
        SqlLock lock =
                new SqlLock(
                        connections(1),
                        isOnBus,
                        length -> "%022d".formatted(++tokens),
                        "member " + (locks.size() + 1));
        locks.add(lock);
        return lock;
    }

    private PooledConnections connections(int count) {
        return new PooledConnections(
                SqlSource.parse(database.driver(), database.source(), Map.of()), count, IDLE);
    }

    private SqlStore store(Tenure tenure) {
        return new SqlStore(connections(3), SqlStoreOptions.DEFAULT, tenure, "a member");
    }

    @Test
    void shouldBeFreeOnAnEmptyDatabase() {
        // when
        Sighting seen = member(false).look();

        // then
        assertThat(seen).isEqualTo(Sighting.FREE);
    }

    @Test
    void shouldShowTheHolderToTheOthers() {
        // given
        SqlLock first = member(false);
        Tenure tenure = first.claim(first.look(), Basis.UNCHANGED);

        // when
        Sighting seen = member(false).look();

        // then
        assertThat(tenure.epoch()).isEqualTo(1);
        assertThat(tenure.wasReleased()).isTrue();
        assertThat(seen.rival()).isEqualTo(Rival.MEMBER);
        assertThat(seen.id()).isEqualTo(tenure.id());
        assertThat(seen.holder()).isEqualTo("member 1");
        assertThat(seen.isGone()).isFalse();
        assertThat(first.look().rival()).isEqualTo(Rival.SELF);
    }

    @Test
    void shouldTellAMemberThatAnswersOnTheBus() {
        // given
        SqlLock first = member(true);
        first.claim(first.look(), Basis.UNCHANGED);

        // when
        Sighting seen = member(true).look();

        // then
        assertThat(seen.rival()).isEqualTo(Rival.MEMBER_ON_BUS);
    }

    @Test
    void shouldTellAGoServerAndAStanchionOutsideTheGroup() {
        // given
        SqlLock follower = member(true);
        follower.look();
        database.execute("UPDATE StoreLock SET id='go-server', tick=7");
        Rival go = follower.look().rival();
        database.execute(
                "UPDATE StoreLock SET id='alone'",
                "INSERT INTO StanchionHolder (uniquerow, id, holder) VALUES (1, 'alone', 'it')");

        // when
        Sighting alone = follower.look();

        // then
        assertThat(go).isEqualTo(Rival.OUTSIDER);
        assertThat(alone.rival()).isEqualTo(Rival.OUTSIDER);
        assertThat(alone.holder()).isEqualTo("it");
    }

    @Test
    void shouldRefuseTheSecondOfTwoClaims() {
        // given
        SqlLock first = member(false);
        SqlLock second = member(false);
        Sighting seenByFirst = first.look();
        Sighting seenBySecond = second.look();
        first.claim(seenByFirst, Basis.UNCHANGED);

        // when
        StoreException why = LiveStore.failureOf(() -> second.claim(seenBySecond, Basis.UNCHANGED));

        // then
        assertThat(why.kind()).isEqualTo(Kind.BUSY);
        assertThat(why).hasMessageContaining("locked by member 1");
    }

    @Test
    void shouldRefuseAClaimOnALockThatHasBeenRenewed() {
        // given
        SqlLock first = member(false);
        SqlLock second = member(false);
        first.claim(first.look(), Basis.UNCHANGED);
        Sighting seen = second.look();
        first.renew();

        // when
        StoreException why = LiveStore.failureOf(() -> second.claim(seen, Basis.UNCHANGED));

        // then
        assertThat(why.kind()).isEqualTo(Kind.BUSY);
        assertThat(second.claim(seen, Basis.UNHEARD).wasReleased()).isFalse();
        assertThat(LiveStore.failureOf(first::renew).kind()).isEqualTo(Kind.FENCED);
    }

    @Test
    void shouldCountEpochs() {
        // given
        SqlLock first = member(false);
        first.claim(first.look(), Basis.UNCHANGED);
        first.release();
        SqlLock second = member(false);

        // when
        Tenure tenure = second.claim(second.look(), Basis.UNCHANGED);

        // then
        assertThat(tenure.epoch()).isEqualTo(2);
        assertThat(tenure.wasReleased()).isTrue();
    }

    @Test
    void shouldNotReleaseWhatAnotherHasTaken() {
        // given
        SqlLock first = member(false);
        first.claim(first.look(), Basis.UNCHANGED);
        SqlLock second = member(false);
        Tenure tenure = second.claim(second.look(), Basis.UNHEARD);

        // when
        first.release();

        // then
        assertThat(first.look().id()).isEqualTo(tenure.id());
    }

    @Test
    void shouldSeeThatTheProcessOfTheHolderHasEnded() {
        // given
        SqlLock first = member(false);
        first.claim(first.look(), Basis.UNCHANGED);
        SqlLock second = member(false);
        boolean before = second.look().isGone();

        // when: its connections end with it
        first.close();

        // then
        assertThat(before).isFalse();
        Awaitility.await().until(() -> second.look().isGone());
    }

    @Test
    void shouldOpenAStoreOnItsClaimAndFenceIt() {
        // given
        SqlLock first = member(false);
        Tenure tenure = first.claim(first.look(), Basis.UNCHANGED);
        try (SqlStore store = store(tenure)) {
            store.recover();
            SqlLock second = member(false);
            Tenure next = second.claim(second.look(), Basis.UNHEARD);

            // when
            StoreException why = LiveStore.failureOf(() -> store(tenure).recover());

            // then
            assertThat(why.kind()).isEqualTo(Kind.FENCED);
            try (SqlStore other = store(next)) {
                other.recover();
            }
        }
    }

    /** A server that is paused within a transaction has locked the row. */
    @Test
    void shouldNotWaitForLongForATransactionOfThePausedHolder() throws SQLException {
        // given
        SqlLock first = member(false);
        Tenure tenure = first.claim(first.look(), Basis.UNCHANGED);
        SqlLock second = member(false);
        Sighting seen = second.look();
        try (Connection paused = database.connect();
                Statement statement = paused.createStatement()) {
            paused.setAutoCommit(false);
            statement.execute("UPDATE StoreLock SET tick=tick+1 WHERE id='" + tenure.id() + "'");

            // when
            StoreException why = LiveStore.failureOf(() -> second.claim(seen, Basis.UNHEARD));

            // then
            assertThat(why.kind()).isEqualTo(Kind.BUSY);
            paused.rollback();
        }
        assertThat(second.claim(seen, Basis.UNHEARD).epoch()).isEqualTo(2);
    }

    /** So its lock on the row ends even if the process never wakes. */
    @Test
    void shouldHaveTheDatabaseEndATransactionThatIsIdle() throws SQLException {
        // given
        member(false).look(); // creates the tables
        try (PooledConnections pool = connections(1);
                Connection idle = pool.start().getConnection();
                Statement statement = idle.createStatement()) {
            statement.execute("UPDATE StoreLock SET tick=tick+1");

            // when: each question begins the time anew, so they must be rarer
            Awaitility.await()
                    .pollInterval(IDLE.multipliedBy(3))
                    .untilAsserted(() ->
                            // then
                            assertThatThrownBy(() -> statement.execute("SELECT 1"))
                                    .isInstanceOf(SQLException.class));
        }
    }
}
