package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.CommandFailedException;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A witness with {@code stan.go} 0.10.4, unmodified and with default settings. */
final class GoWitness {
    private static final Path SOURCES =
            Project.root().resolve("testing/acceptance/src/test/go/restart");

    private GoWitness() {}

    static Program start(Programs programs, List<String> arguments) {
        return programs.start(
                "witness",
                Project.work(),
                Map.of(),
                Stream.concat(Stream.of(build().toString()), arguments.stream()).toList());
    }

    private static Path build() {
        Assumptions.assumeTrue(
                Command.isOnThePath("go"), "go is not installed, so stan.go was not tested");
        Path program = Project.work().resolve("go-witness");
        try {
            Command.run(SOURCES, "go", "build", "-o", program.toString(), ".");
        } catch (CommandFailedException e) {
            Assumptions.abort("the witness cannot be built here: " + e.output());
        }
        return program;
    }
}
