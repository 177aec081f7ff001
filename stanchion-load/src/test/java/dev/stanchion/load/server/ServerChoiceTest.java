package dev.stanchion.load.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.shape.Protocol;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerChoiceTest {
    private static final ServerChoice.Place PLACE =
            new ServerChoice.Place(1234, 8222, "c", Path.of("/srv/bench"));

    @Test
    void shouldGiveACommandWithoutAPortTheUsualFlags() {
        // given
        ServerChoice.Command command = ServerChoice.Command.parse("nats-server --debug");

        // then
        assertThat(command.name()).isEqualTo("nats-server");
        assertThat(command.prepare(PLACE, false))
                .containsExactly("nats-server", "--debug", "-a", "127.0.0.1", "-p", "1234");
        assertThat(command.prepare(PLACE, true)).containsSubsequence("-cid", "c");
    }

    @Test
    void shouldFillInPlaceholders() {
        // given
        ServerChoice.Command command =
                ServerChoice.Command.parse("run 'my server' --port={port} -d {dir} -c {cluster}");

        // then
        assertThat(command.prepare(PLACE, true))
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
    void shouldGiveTheServerThePolicyThatAShapeNeeds() {
        // given
        Shape keyed = Shapes.find("keyed").orElseThrow().getFirst();
        Shape usual = Shapes.find("1:1").orElseThrow().getFirst();
        ServerChoice.Command command = ServerChoice.Command.parse("server");
        ServerChoice running =
                ServerChoice.Running.of("here", "localhost", "c", OptionalLong.empty());

        // then
        assertThat(command.serving(keyed).words())
                .containsExactly("server", "-policy", ">=key:reply");
        assertThat(command.serving(usual)).isSameAs(command);
        assertThat(running.serving(usual)).isSameAs(running);
        assertThatThrownBy(() -> running.serving(keyed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape 'keyed': needs a server with a policy, which the driver starts");
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
        assertThat(command.prepare(PLACE, true)).startsWith("server", "-x", "-m", "8222");
    }

    @ParameterizedTest
    @CsvSource({"MEMORY, memory, false", "OS, file, false", "ALWAYS, file, true"})
    void shouldHaveANatsServerKeepWhatStanchionKeeps(
            Durability durability, String storage, boolean isSynced, @TempDir Path directory)
            throws IOException {
        // given
        ServerChoice.JetStream choice =
                new ServerChoice.JetStream(
                        "jetstream", "nats-server", durability, Consumers.EXPLICIT);

        // when
        List<String> words =
                choice.prepare(new ServerChoice.Place(1234, 8222, "c", directory), true);

        // then
        String configuration = Files.readString(Path.of(words.getLast()));
        assertThat(words).startsWith("nats-server", "-a", "127.0.0.1", "-p", "1234");
        assertThat(configuration).contains(directory.resolve("streams").toString());
        assertThat(configuration.contains("sync_interval: always")).isEqualTo(isSynced);
        assertThat(durability.streamStorage()).isEqualTo(storage);
    }

    @Test
    void shouldDriveOnlyStoredShapesOverJetStream() {
        // given
        ServerChoice jetStream =
                new ServerChoice.JetStream(
                        "jetstream", "nats-server", Durability.OS, Consumers.EXPLICIT);
        Shape stored = Shapes.find("1:1").orElseThrow().getFirst();
        Shape core = Shapes.find("core:1:1:16").orElseThrow().getFirst();
        Shape beside = Shapes.find("many-channels").orElseThrow().getFirst();

        // then
        assertThat(jetStream.drivenAs(stored).protocol()).isEqualTo(Protocol.JETSTREAM);
        assertThat(jetStream.drivenAs(core)).isEqualTo(core);
        assertThatThrownBy(() -> jetStream.drivenAs(beside))
                .hasMessageContaining("the shape 'many-channels' needs clients of NATS Streaming");
    }
}
