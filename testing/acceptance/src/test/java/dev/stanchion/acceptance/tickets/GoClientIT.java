package dev.stanchion.acceptance.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.CommandFailedException;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** stan.go, through its own benchmark: every message reaches every subscriber, or it never ends. */
@Tag("long")
class GoClientIT {
    private static final String STAN_BENCH =
            "github.com/nats-io/stan.go/examples/stan-bench@v0.10.4";

    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldCarryStanBenchWithTwoPublishersAndTwoSubscribers() {
        // given
        Path stanBench = installStanBench();
        Server server = Server.start(programs);

        // when
        Program bench =
                programs.start(
                        "stan-bench",
                        Project.work(),
                        Map.of(),
                        List.of(
                                stanBench.toString(),
                                "-s",
                                server.url(),
                                "-c",
                                Server.CLUSTER_ID,
                                "-np",
                                "2",
                                "-ns",
                                "2",
                                "-n",
                                "10000",
                                "bench"));

        // then
        assertThat(bench.awaitExit()).isZero();
        assertThat(bench.output()).anyMatch(line -> line.contains("Sub stats:"));
        assertThat(bench.output().stream().filter(line -> line.endsWith("(10000 msgs)")))
                .hasSize(2);
    }

    private static Path installStanBench() {
        Toolchain.GO.orSkip();
        Path directory = Project.work().resolve("go");
        Path stanBench = directory.resolve("stan-bench");
        if (!Files.exists(stanBench)) {
            try {
                Files.createDirectories(directory);
                Map<String, String> target = Map.of("GOBIN", directory.toString());
                Command.run(directory, target, "go", "install", STAN_BENCH);
            } catch (CommandFailedException e) {
                Toolchain.GO.unusable("stan-bench cannot be built here: " + e.output());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return stanBench;
    }
}
