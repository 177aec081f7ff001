package dev.stanchion.cli.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatsServerProgramTest {
    @TempDir private Path folder;

    private Path programThatSays(String text) throws IOException {
        Path file = folder.resolve("nats-server");
        Files.writeString(file, "#!/bin/sh\necho '" + text + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.14.0", "2.15.3", "2.16.0-beta.1", "3.0.0"})
    void shouldTakeOneThatIsNewEnough(String version) throws IOException {
        // given
        Path file = programThatSays("nats-server: v" + version);

        // then
        assertThat(NatsServerProgram.find(file.toString(), Map.of()))
                .isEqualTo(new NatsServerProgram(file, version));
    }

    @Test
    void shouldPreferTheOptionToTheVariableAndTheVariableToThePath() throws IOException {
        // given
        Path file = programThatSays("nats-server: v2.15.3");
        Map<String, String> environment =
                Map.of("STANCHION_NATS_SERVER", "/nowhere/a", "PATH", "/nowhere:" + folder);

        // then
        assertThat(NatsServerProgram.find(file.toString(), environment).file()).isEqualTo(file);
        assertThatThrownBy(() -> NatsServerProgram.find(null, environment))
                .hasMessageContaining("STANCHION_NATS_SERVER: cannot run /nowhere/a");
        assertThat(NatsServerProgram.find(null, Map.of("PATH", "/nowhere:" + folder)).file())
                .isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.13.9", "2.10.29", "1.4.1"})
    void shouldRefuseOneThatIsTooOldAndSayHowToGetAnother(String version) throws IOException {
        // given
        Path file = programThatSays("nats-server: v" + version);

        // then
        assertThatThrownBy(() -> NatsServerProgram.find(file.toString(), Map.of()))
                .isInstanceOf(ClusterDemoException.class)
                .hasMessageStartingWith(
                        "--nats-server: %s is nats-server %s (expected: 2.14 or newer). Get one"
                                .formatted(file, version))
                .hasMessageContaining("go install github.com/nats-io/nats-server/v2@v2.15.3");
    }

    @Test
    void shouldRefuseAnotherProgram() throws IOException {
        // given
        Path file = programThatSays("ls (GNU coreutils) 9.7");

        // then
        assertThatThrownBy(() -> NatsServerProgram.find(file.toString(), Map.of()))
                .hasMessageContaining("is no nats-server: it says 'ls (GNU coreutils) 9.7'");
    }

    @Test
    void shouldSayHowToGetOneIfThereIsNone() {
        assertThatThrownBy(() -> NatsServerProgram.find(null, Map.of("PATH", folder.toString())))
                .hasMessageStartingWith("there is no nats-server on the PATH. Get one with 'go");
    }
}
