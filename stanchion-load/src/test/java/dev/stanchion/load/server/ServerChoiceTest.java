package dev.stanchion.load.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.load.LoadException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerChoiceTest {
    private static final Path DIRECTORY = Path.of("/srv/bench");

    @Test
    void shouldGiveACommandWithoutAPortTheUsualFlags() {
        // given
        ServerChoice.Command command = ServerChoice.Command.parse("nats-server --debug");

        // then
        assertThat(command.name()).isEqualTo("nats-server");
        assertThat(command.filledIn(1234, 8222, "c", DIRECTORY, false))
                .containsExactly("nats-server", "--debug", "-a", "127.0.0.1", "-p", "1234");
        assertThat(command.filledIn(1234, 8222, "c", DIRECTORY, true))
                .containsSubsequence("-cid", "c");
    }

    @Test
    void shouldFillInPlaceholders() {
        // given
        ServerChoice.Command command =
                ServerChoice.Command.parse("run 'my server' --port={port} -d {dir} -c {cluster}");

        // then
        assertThat(command.filledIn(1234, 8222, "c", DIRECTORY, true))
                .containsExactly("run", "my server", "--port=1234", "-d", "/srv/bench", "-c", "c");
    }

    @Test
    void shouldTakeARelativeProgramFromWhereItWasTyped() {
        // given
        ServerChoice.Command command = ServerChoice.Command.parse("bin/server");

        // then
        assertThat(command.words())
                .containsExactly(Path.of("bin/server").toAbsolutePath().toString());
        assertThat(command.name()).isEqualTo("server");
    }

    @Test
    void shouldRefuseACommandThatIsNone() {
        assertThatThrownBy(() -> ServerChoice.Command.parse("  "))
                .hasMessageContaining("the server's command is empty");
        assertThatThrownBy(() -> ServerChoice.Command.parse("run 'it"))
                .hasMessageContaining("a ' without its other half");
    }

    @Test
    void shouldReadAUrlAsPeopleTypeIt() {
        assertThat(running("localhost:4333").port()).isEqualTo(4333);
        assertThat(running("nats://host").port()).isEqualTo(4222);
        assertThat(running("nats://u:p@host").url().getUserInfo()).isEqualTo("u:p");
    }

    private static ServerChoice.Running running(String url) {
        return ServerChoice.Running.of("x", url, "c", OptionalLong.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls://host", "nats://", "nats://a b", ""})
    void shouldRefuseWhatTheDriverCannotReach(String url) {
        assertThatThrownBy(() -> running(url))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("no URL that can be used: '" + url + "'");
    }

    @Test
    void shouldGiveACommandAMonitoringPort() {
        // when
        ServerChoice.Command command = ServerChoice.Command.parse("server -x").monitored();

        // then
        assertThat(command.isMonitored()).isTrue();
        assertThat(command.filledIn(4222, 8222, "c", Path.of("/tmp"), true))
                .startsWith("server", "-x", "-m", "8222");
    }
}
