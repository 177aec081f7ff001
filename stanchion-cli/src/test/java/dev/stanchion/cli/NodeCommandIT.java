package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.test.TestBroker;
import dev.stanchion.test.look.StoredText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that {@code npx stanchion-test} offers besides its broker. */
@Tag("long")
class NodeCommandIT {
    private static final long SECONDS = 60;

    @TempDir private Path directory;

    private Process start(String... args) throws IOException {
        Assumptions.assumeTrue(isNodeHere(), "node is not on the PATH");
        List<String> command = new ArrayList<>();
        command.add("node");
        command.add(
                Path.of("../node/stanchion-test/bin/stanchion-test.js")
                        .toAbsolutePath()
                        .normalize()
                        .toString());
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output.txt").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("STANCHION_TEST_CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static boolean isNodeHere() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "node")));
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"), StandardCharsets.UTF_8);
    }

    @Test
    void shouldPublishAFileAtEachSaveUntilItIsStopped() throws IOException, InterruptedException {
        try (TestBroker broker = TestBroker.builder().clusterId("ticketing").start()) {
            // given
            Files.writeString(directory.resolve("e.json"), "{\"price\":20}");
            Process publish =
                    start(
                            "publish",
                            "--url",
                            broker.url(),
                            "-c",
                            "ticketing",
                            "--watch",
                            "tickets:created=e.json");
            try {
                broker.channel("tickets:created").awaitMessages(1);

                // when
                Files.writeString(directory.resolve("e.json"), "{\"price\":25}");

                // then
                assertThat(broker.channel("tickets:created").awaitMessages(2))
                        .extracting(StoredText::text)
                        .containsExactly("{\"price\":20}", "{\"price\":25}");
                publish.destroy();
                assertThat(publish.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s", output()).isTrue();
                assertThat(output()).contains("price 20 → 25");
            } finally {
                publish.destroyForcibly();
            }
        }
    }

    @Test
    void shouldEndWithTheExitCodeOfTheCommand() throws IOException, InterruptedException {
        Process publish = start("publish", "--count", "0", "c", "x");
        assertThat(publish.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(publish.exitValue()).isEqualTo(2);
        assertThat(output()).contains("--count: 0 (expected: at least 1)");
    }
}
