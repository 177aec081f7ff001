package dev.stanchion.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.store.sql.PooledConnections;
import dev.stanchion.store.sql.SqlStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.source.SqlSource;
import dev.stanchion.transfer.gofile.GoFileStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies the files of a Go server into a database. */
@Tag("long")
class SqlImportTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @TempDir private Path directory;

    private Store store() {
        SqlSource source = SqlSource.parse(database.driver(), database.source(), Map.of());
        return new SqlStore(
                new PooledConnections(source, 3), SqlStoreOptions.DEFAULT, "import", "a test");
    }

    private CopyReport copy() {
        try (GoFileStore from = GoFileStore.open(directory, GoFileStore.Options.DEFAULTS);
                Store into = store()) {
            return new StoreCopy(from, Optional.empty(), CopyProgress.NONE).into(into);
        }
    }

    @Test
    void shouldRecordEverythingAndRefuseTheDatabaseAfterwards() {
        // given
        GoFixture.SLICED.unpackedIn(directory);

        // when
        CopyReport report = copy();

        // then
        assertThat(report.messages()).isEqualTo(28);
        assertThat(database.numbers("SELECT MIN(seq) FROM Messages GROUP BY id ORDER BY 1"))
                .containsExactly(1L, 1L, 9L);
        try (Store store = store()) {
            RecoveredState found = store.recover();
            assertThat(found.server().orElseThrow().clusterId()).isEqualTo("ticketing");
            assertThat(found.clients()).hasSize(3);
            assertThat(found.channels())
                    .extracting(each -> each.name() + " " + each.subscriptions().size())
                    .containsExactlyInAnyOrder(
                            "empty.payload 0", "orders.paid 3", "tickets:created 3");
        }
        assertThatThrownBy(this::copy).hasMessageContaining("the target is not empty");
    }
}
