package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Members with one PostgreSQL, whose clients know the addresses of all. */
@Tag("long")
class SqlFailoverIT extends FailoverContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @Override
    List<String> flags() {
        return List.of(database.flags().split(" ", -1));
    }
}
