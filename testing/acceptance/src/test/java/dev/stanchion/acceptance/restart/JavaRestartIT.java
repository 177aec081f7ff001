package dev.stanchion.acceptance.restart;

import dev.stanchion.kit.process.Program;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** {@code java-nats-streaming} 2.2.3, run from this test's own class path. */
@Tag("long")
class JavaRestartIT extends RestartContract {
    @Override
    Program startWitness(List<String> arguments) {
        return JavaWitness.start(programs, arguments);
    }
}
