package dev.stanchion.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The launchers' options and the JVM that runs the tests. */
class JvmOptionsIT {
    private static final Path OPTIONS = Path.of("..", "bin", "jvm.options").toAbsolutePath();

    @Test
    void shouldCopyWhatWasCopied() throws Exception {
        // when
        Process copies =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + OPTIONS,
                                "-cp",
                                Path.of("target", "test-classes").toString(),
                                CopiesOfCopies.class.getName())
                        .inheritIO()
                        .start();

        // then
        assertThat(copies.waitFor()).isZero();
    }
}
