package dev.stanchion.acceptance.restart;

import dev.stanchion.acceptance.tickets.JavaTickets;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Project;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** {@code java-nats-streaming} 2.2.3, run from this test's own class path. */
@Tag("long")
class JavaRestartIT extends RestartContract {
    @Override
    Program startWitness(List<String> arguments) {
        return programs.start(
                "witness",
                Project.work(),
                Map.of(),
                Stream.concat(JavaTickets.command(JavaWitness.class).stream(), arguments.stream())
                        .toList());
    }
}
