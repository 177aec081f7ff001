package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of a nats-server, unmodified and with default settings, which Stanchion serves: they come
 * and go with that server, and see a pause.
 */
@Tag("long")
class NodeOnExternalNatsIT {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    @Test
    void shouldGoOnWhenNatsIsKilledAndStartedAgain() {
        // given
        NatsServer nats = NatsServer.start(programs);
        Program server =
                Server.launch(
                        programs,
                        Map.of(),
                        Stream.concat(
                                        nats.flagsOfStanchion(),
                                        Stream.of(
                                                "-cid",
                                                Server.CLUSTER_ID,
                                                "-store",
                                                "file",
                                                "-dir",
                                                folder.toString()))
                                .toList());
        server.awaitLine("Streaming Server is ready");
        Program program = NodeWitness.start(programs, nats.url(), "tickets");
        long before = 0;
        for (int round = 0; round < 2; round++) {
            RestartContract.awaitTraffic(program, before);

            // when
            nats.kill();
            before = RestartContract.highestSequence(program);
            nats.restart();
        }

        // then
        RestartContract.awaitTraffic(program, before);
        Witness witness = Witness.of(program);
        assertThat(witness.problems()).isEmpty();
        assertThat(program.isAlive()).isTrue();
        assertThat(server.isAlive()).isTrue();
    }
}
