package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Members with one PostgreSQL. */
@Tag("long")
class SqlGapIT extends GapContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @Override
    List<String> flags() {
        return List.of(("-ft_group tickets " + database.flags()).split(" ", -1));
    }
}
