package dev.stanchion.acceptance.restart;

import dev.stanchion.acceptance.tickets.NodeTickets;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** {@code node-nats-streaming} 0.3.2, as the example has installed it. */
@Tag("long")
class NodeRestartIT extends RestartContract {
    private static final Path WITNESS =
            Project.root().resolve("testing/acceptance/src/test/node/restart/witness.js");

    @Override
    Program startWitness(List<String> arguments) {
        Path installed = NodeTickets.programs().directory();
        return programs.start(
                "witness",
                installed,
                Map.of("NODE_PATH", installed.resolve("node_modules").toString()),
                Stream.concat(Stream.of("node", WITNESS.toString()), arguments.stream()).toList());
    }
}
