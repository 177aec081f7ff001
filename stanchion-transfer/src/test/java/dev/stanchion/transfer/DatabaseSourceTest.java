package dev.stanchion.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.sql.PooledConnections;
import dev.stanchion.store.sql.SqlStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.source.SqlSource;
import dev.stanchion.transfer.gofile.GoFileStore;
import dev.stanchion.transfer.sql.DatabaseSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies a database that a server has left. */
@Tag("long")
class DatabaseSourceTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @TempDir private Path directory;

    private PooledConnections connections() {
        return new PooledConnections(
                SqlSource.parse(database.driver(), database.source(), Map.of()), 3);
    }

    private Store database() {
        return new SqlStore(connections(), SqlStoreOptions.DEFAULT, "import", "a test");
    }

    private Store files() {
        return new FileStore(directory.resolve("target"), FileStoreOptions.DEFAULTS);
    }

    private static CopyReport copy(Source source, Store target) {
        try (source;
                target) {
            return new StoreCopy(source, Optional.empty(), CopyProgress.NONE).into(target);
        }
    }

    private GoFileStore goFiles() {
        return GoFileStore.open(directory.resolve("go"), GoFileStore.Options.DEFAULTS);
    }

    private void fill() {
        GoFixture.PLAIN.unpackedIn(directory.resolve("go"));
        copy(goFiles(), database());
    }

    private void leaveWhatTheGoServerHas() {
        database.execute(
                "DROP TABLE StanchionChannels",
                "DROP TABLE StanchionSubscriptions",
                "DROP TABLE StanchionClients",
                "DROP TABLE StanchionHolder");
    }

    private static ReadSource contentOf(Source source) {
        try (source) {
            return ReadSource.of(source);
        }
    }

    @Test
    void shouldCopyEverythingFromTheTablesOfTheGoServer() {
        // given
        fill();
        leaveWhatTheGoServerHas();

        // when
        CopyReport report = copy(DatabaseSource.open(connections(), false), files());

        // then
        assertThat(report.messages()).isEqualTo(36);
        assertThat(report.findings().losses()).isZero();
        ReadSource expected = contentOf(goFiles());
        ReadSource found = contentOf(new StoreSource(files()));
        assertThat(found.messages()).isEqualTo(expected.messages());
        assertThat(found.clients()).isEqualTo(expected.clients());
        for (String channel : expected.messages().keySet()) {
            assertThat(found.positions(channel)).isEqualTo(expected.positions(channel));
        }
    }

    @Test
    void shouldLeaveOutClientsAndSubscriptionsIfOnlyMessagesAreWanted() {
        // given
        fill();

        // when
        CopyReport report = copy(DatabaseSource.open(connections(), true), files());

        // then
        assertThat(report.clients()).isZero();
        assertThat(report.channels()).allSatisfy(each -> assertThat(each.subscriptions()).isZero());
    }

    @Test
    void shouldContinueBehindMessagesThatAreGone() {
        // given
        fill();
        leaveWhatTheGoServerHas();
        database.execute(
                "DELETE FROM Messages WHERE id=(SELECT id FROM Channels WHERE name='orders.paid')",
                "UPDATE Channels SET maxseq=5 WHERE name='orders.paid'");

        // when
        copy(DatabaseSource.open(connections(), false), files());

        // then
        try (Source from = new StoreSource(files())) {
            SourceChannel channel =
                    from.channels().stream()
                            .filter(each -> each.name().equals("orders.paid"))
                            .findAny()
                            .orElseThrow();
            channel.readMessages(message -> {
                throw new AssertionError("there is message #" + message.sequence());
            });
            assertThat(channel.lastSequence()).isEqualTo(5);
        }
    }

    @Test
    void shouldNameDamagedRows() {
        // given
        fill();
        database.execute("UPDATE Messages SET data='\\x00' WHERE seq=3");

        // when
        CopyReport report = copy(DatabaseSource.open(connections(), false), files());

        // then
        assertThat(report.findings().lostMessages()).isEqualTo(2);
        assertThat(report.findings().kept().toString())
                .contains("seq=3) of Messages cannot be read");
    }

    @Test
    void shouldRefuseADatabaseThatAServerUses() {
        // given
        fill();
        try (Store used = database()) {
            used.recover();

            // when, then
            assertThatThrownBy(() -> DatabaseSource.open(connections(), false))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("a server uses it");
        }
    }

    @Test
    void shouldRefuseWhatChangesDuringTheImport() {
        // given
        fill();
        try (DatabaseSource source = DatabaseSource.open(connections(), false)) {
            database.execute("DELETE FROM Messages WHERE seq>4");

            // when, then
            assertThatThrownBy(source::requireUnchanged)
                    .hasMessageContaining("has changed during the import");
        }
    }

    @Test
    void shouldRefuseADatabaseWithoutTables() {
        assertThatThrownBy(() -> DatabaseSource.open(connections(), false))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("it has no tables of NATS Streaming");
    }
}
