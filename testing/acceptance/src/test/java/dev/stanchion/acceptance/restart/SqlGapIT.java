package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;

/** Members with one PostgreSQL. */
@Tag("long")
@Isolated("its clients give up when servers take too long to start")
class SqlGapIT extends GapContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @Override
    List<String> flags() {
        return List.of(("-ft_group tickets " + database.flags()).split(" ", -1));
    }
}
