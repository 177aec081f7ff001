package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.process.NatsServer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** Members with one PostgreSQL, whose clients are connected to a nats-server. */
@Tag("long")
class SqlFailoverOnExternalNatsIT extends FailoverContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private @Nullable NatsServer nats;

    private NatsServer nats() {
        NatsServer running = nats;
        if (running == null) {
            running = NatsServer.start(programs);
            nats = running;
        }
        return running;
    }

    @Override
    List<String> flags() {
        return Stream.concat(nats().flagsOfStanchion(), Stream.of(database.flags().split(" ", -1)))
                .toList();
    }

    @Override
    String clientUrl() {
        return nats().url();
    }

    @Override
    boolean clientsAreConnectedElsewhere() {
        return true;
    }
}
