package dev.stanchion.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same tests on the newest JUnit 5 and 6, each in a JVM of its own. */
class JUnitVersionsIT {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"1.14.4", "6.1.3"})
    void shouldRunOn(String platform) throws IOException, InterruptedException {
        // given
        Path console =
                Path.of("target/junit/junit-platform-console-standalone-" + platform + ".jar");
        assertThat(console).exists();
        Path output = directory.resolve("output.txt");

        // when
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                console + File.pathSeparator + withoutJUnit(),
                                "org.junit.platform.console.ConsoleLauncher",
                                "execute",
                                "--disable-banner",
                                "--select-class=" + OrdersStory.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        int exit = process.waitFor();

        // then
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(exit).as(said).isZero();
        assertThat(said).contains("4 tests successful");
    }

    private static String withoutJUnit() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("/org/junit/"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
