package dev.stanchion.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application on Java 17, the oldest that client, Spring and starter promise. The JDK is that of
 * {@code JAVA17_HOME}, else one where Linux distributions put it.
 */
@Timeout(120)
class OldestJavaIT {
    @RegisterExtension static final BrokerInProcess BROKER = new BrokerInProcess();

    private static final Path DISTRIBUTION = Path.of("/usr/lib/jvm");

    @TempDir private Path directory;

    private static Optional<Path> java17() throws IOException {
        String home = System.getenv("JAVA17_HOME");
        if (home != null) {
            return Optional.of(Path.of(home, "bin", "java"));
        }
        if (!Files.isDirectory(DISTRIBUTION)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(DISTRIBUTION)) {
            return homes.filter(each -> each.getFileName().toString().contains("-17-"))
                    .map(each -> each.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** What the guides say of programs with a server: they need Java 21. */
    @Test
    void shouldSayThatAServerNeedsANewerJava() throws IOException, InterruptedException {
        // given
        Path output = directory.resolve("output.txt");

        // when
        Process server =
                new ProcessBuilder(
                                requiredJava17().toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.stanchion.server.StanchionServer")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        // then
        assertThat(server.waitFor()).isNotZero();
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains("UnsupportedClassVersionError", "class file version 65.0");
    }

    private static Path requiredJava17() throws IOException {
        Optional<Path> java = java17();
        Assumptions.assumeTrue(java.isPresent(), "no Java 17 here; JAVA17_HOME names one");
        return java.get();
    }

    @Test
    void shouldRunAnApplicationOnJava17() throws IOException, InterruptedException {
        // given
        Path java = requiredJava17();
        Path output = directory.resolve("output.txt");

        // when
        Process application =
                new ProcessBuilder(
                                java.toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OldJavaApplication.class.getName(),
                                "--stanchion.url=" + BROKER.url(),
                                "--stanchion.cluster-id=" + BrokerInProcess.CLUSTER)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        int exit = application.waitFor();

        // then
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(exit).as(said).isZero();
        assertThat(said).contains("heard on Java 17");
    }
}
