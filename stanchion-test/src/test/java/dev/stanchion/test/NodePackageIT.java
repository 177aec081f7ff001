package dev.stanchion.test;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Toolchain;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the npm package, with unmodified clients of each generation. */
@Tag("long")
class NodePackageIT {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"0.3.2", "0.2.6"})
    void shouldServeTheClient(String version) {
        // given
        Toolchain.NODE.orSkip();
        Command.run(
                directory,
                "npm",
                "install",
                "--prefer-offline",
                "--no-audit",
                "--no-fund",
                "node-nats-streaming@" + version);
        Path client = directory.resolve("node_modules").resolve("node-nats-streaming");

        // then
        Command.run(
                Path.of("../node/stanchion-test").toAbsolutePath().normalize(),
                Map.of(
                        "STAN_CLIENT", client.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "STANCHION_TEST_CLASSPATH", System.getProperty("java.class.path")),
                "node",
                "--test",
                "test/");
    }
}
