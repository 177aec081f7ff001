package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.process.Program;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** {@code stan.go} 0.10.4. */
@Tag("long")
class GoRestartIT extends RestartContract {
    @Override
    Program startWitness(List<String> arguments) {
        return GoWitness.start(programs, arguments);
    }
}
