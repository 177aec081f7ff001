package dev.stanchion.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceManagerTest {
    /** The JDK cannot receive local datagrams, so Python stands in for systemd. */
    private static final String SYSTEMD =
            """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1].replace('@', chr(0), 1))
            print('bound', flush=True)
            for i in range(2): print(repr(s.recv(500).decode()), flush=True)
            """;

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"DIR/notify", "@stanchion-test-DIR"})
    void shouldTellWhatSystemdWantsToKnow(String socket) throws IOException {
        // given
        String address = socket.replace("DIR", directory.toString());
        Process systemd;
        try {
            systemd =
                    new ProcessBuilder(List.of("python3", "-c", SYSTEMD, address))
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            Assumptions.abort("no python3 here");
            return;
        }
        try (BufferedReader heard =
                new BufferedReader(new InputStreamReader(systemd.getInputStream(), UTF_8))) {
            assertThat(heard.readLine()).isEqualTo("bound");

            // when
            ServiceManager manager = new ServiceManager(address);
            manager.ready();
            manager.stopping();

            // then
            assertThat(heard.readLine()).startsWith("'READY=1\\nSTATUS=");
            assertThat(heard.readLine()).startsWith("'STOPPING=1\\nSTATUS=");
        } finally {
            systemd.destroyForcibly();
        }
    }

    @Test
    void shouldTellNobodyIfNobodyAsked() {
        assertThatCode(() -> new ServiceManager("").ready()).doesNotThrowAnyException();
    }

    @Test
    void shouldGoOnIfNobodyListens() {
        assertThatCode(() -> new ServiceManager(directory + "/none").ready())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Datagrams.send(directory + "/none", new byte[] {1}))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("no program receives datagrams there");
        assertThatThrownBy(() -> Datagrams.send("x".repeat(200), new byte[] {1}))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("no address of a local socket");
    }
}
