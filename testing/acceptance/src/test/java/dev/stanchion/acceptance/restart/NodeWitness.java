package dev.stanchion.acceptance.restart;

import dev.stanchion.acceptance.tickets.NodeTickets;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A witness with the client for Node, unmodified and with default settings. */
final class NodeWitness {
    private static final Path PROGRAM =
            Project.root().resolve("testing/acceptance/src/test/node/restart/witness.js");

    private NodeWitness() {}

    static Program start(Programs programs, String url, String channel) {
        Path installed = NodeTickets.programs().directory();
        return programs.start(
                "witness",
                installed,
                Map.of("NODE_PATH", installed.resolve("node_modules").toString()),
                List.of("node", PROGRAM.toString(), url, Server.CLUSTER_ID, "witness", channel));
    }
}
