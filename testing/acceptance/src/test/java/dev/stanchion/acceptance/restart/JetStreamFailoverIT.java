package dev.stanchion.acceptance.restart;

import dev.stanchion.acceptance.tickets.NodeTickets;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Members with the streams of one nats-server, to which a Node client is connected. */
@Tag("long")
class JetStreamFailoverIT extends FailoverContract {
    static final Path WITNESS =
            Project.root().resolve("testing/acceptance/src/test/node/restart/witness.js");

    @TempDir private Path streams;

    private @Nullable NatsServer nats;

    private NatsServer nats() {
        NatsServer running = nats;
        if (running == null) {
            running = NatsServer.start(programs, "-js", "-sd", streams.toString());
            running.requireMinorVersion(14);
            nats = running;
        }
        return running;
    }

    @Override
    List<String> membership() {
        return List.of(); // servers with one cluster ID are a group
    }

    @Override
    List<String> flags() {
        return Stream.concat(nats().flagsOfStanchion(), Stream.of("-store", "jetstream")).toList();
    }

    @Override
    String clientUrl() {
        return nats().url();
    }

    @Override
    boolean clientsAreConnectedElsewhere() {
        return true;
    }

    @Override
    Program startWitness() {
        Path installed = NodeTickets.programs().directory();
        return programs.start(
                "witness",
                installed,
                Map.of("NODE_PATH", installed.resolve("node_modules").toString()),
                List.of(
                        "node",
                        WITNESS.toString(),
                        clientUrl(),
                        Server.CLUSTER_ID,
                        "witness",
                        CHANNEL));
    }
}
