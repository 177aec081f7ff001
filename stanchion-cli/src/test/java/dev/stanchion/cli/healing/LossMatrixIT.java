package dev.stanchion.cli.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.server.NatsStreamingServer;
import dev.stanchion.client.ClientEvent;
import dev.stanchion.client.UncertainPublishes;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.GoServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a client that heals loses and gets twice when its server is killed and starts again on the
 * same port. {@code docs/guide/java-client.md} has the table.
 *
 * <p>Publishes that are on their way reach a server that is halted, so it has not stored them when
 * it is killed. Some may still be in the client then, and are sent when it is back.
 */
@Tag("long")
@Timeout(180)
class LossMatrixIT {
    private static final String READY = "Streaming Server is ready";

    @RegisterExtension private final Programs programs = new Programs();
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"stanchion, memory", "stanchion, file", "go, memory", "go, file"})
    void shouldLoseOnlyWhatTheServerLoses(String server, String store) throws Exception {
        // given
        String command = server.equals("go") ? GoServer.require() : stanchion();
        int port = FreePort.next();
        Program first = start(command, store, port);
        try (LossWitness failing = LossWitness.connect(port, UncertainPublishes.FAIL);
                LossWitness resending = LossWitness.connect(port, UncertainPublishes.RESEND)) {
            List<LossWitness> witnesses = List.of(failing, resending);
            witnesses.forEach(LossWitness::publishAndSeeFirst);

            // when
            first.freeze();
            witnesses.forEach(witness -> witness.publish(LossWitness.ON_THEIR_WAY));
            first.kill();
            start(command, store, port);
            for (LossWitness witness : witnesses) {
                witness.awaitReturn(
                        server.equals("go") && store.equals("memory")
                                ? ClientEvent.Recovered.class
                                : ClientEvent.Reconnected.class);
                witness.publish(LossWitness.AFTER);
            }

            // then: who fails knows which ones, and who resends has stored everything
            assertThat(failing.outcomes().uncertain()).isBetween(0, LossWitness.ON_THEIR_WAY);
            assertThat(resending.outcomes())
                    .isEqualTo(
                            new LossWitness.Outcomes(
                                    LossWitness.BEFORE
                                            + LossWitness.ON_THEIR_WAY
                                            + LossWitness.AFTER,
                                    0));

            // and: all that was stored comes, and again only what was not acknowledged and is there
            boolean isKept = store.equals("file");
            int least = isKept ? LossWitness.HELD : 0;
            // The file store of the Go server writes acknowledgements a while after they came.
            int most = isKept && server.equals("go") ? LossWitness.BEFORE : least;
            for (LossWitness witness : witnesses) {
                witness.awaitAllStored();
                if (isKept) {
                    witness.awaitHeldAgain();
                }
                assertThat(witness.twice())
                        .containsOnlyKeys("plain", "durable", "group")
                        .allSatisfy((kind, twice) -> assertThat(twice).isBetween(least, most));
            }
        }
    }

    private Program start(String command, String store, int port) {
        List<String> flags = new ArrayList<>();
        flags.addAll(List.of("-a", "127.0.0.1", "-p", Integer.toString(port)));
        flags.addAll(List.of("-cid", Server.CLUSTER_ID, "-store", store));
        if (store.equals("file")) {
            flags.addAll(List.of("-dir", directory.resolve("store").toString()));
        }
        Map<String, String> environment =
                Map.of("XDG_STATE_HOME", directory.resolve("state").toString());
        Program started = Server.launch(programs, command, environment, flags);
        started.awaitLine(READY);
        return started;
    }

    /** The classes under test rather than the launcher, which would build what is not built. */
    private static String stanchion() {
        return String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                NatsStreamingServer.class.getName());
    }
}
