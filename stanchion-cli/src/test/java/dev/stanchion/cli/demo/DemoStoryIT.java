package dev.stanchion.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.testing.TestServer;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoStoryIT {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private TestServer server;

    @BeforeEach
    void startServer() {
        server = TestServer.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private void play() {
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        Console console = new Console(out, out, false);
        new DemoStory(console, server.url(), "test-cluster", () -> 0, 0).play();
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldTellTheWholeStory() {
        // when
        play();

        // then
        assertThat(told())
                .contains("#3  {\"id\":\"t3\",\"title\":\"concert\",\"price\":20}")
                .contains("first copy          ✓ connected as listener")
                .contains("second copy         ✗ refused: stan: clientID already registered")
                .containsPattern(Pattern.compile("(listener-\\w{8}   ✓ heard #4 #5 #6\\R *){2}"))
                .contains("heard #1 #2 #3 #4 #5 #6 #7 #8 #9 #10 #11 #12")
                .contains("All scenes were true")
                .doesNotContain("\033");
    }

    @Test
    void shouldNotTellWhatIsNotTrue() {
        // given
        ConnectOptions stranger =
                ConnectOptions.builder("test-cluster", ClientId.random()).url(server.url()).build();
        try (StreamingConnection connection = StreamingConnection.connect(stranger)) {
            connection.publish("tickets:created", new byte[0]);
        }

        // then
        assertThatThrownBy(this::play)
                .isInstanceOf(UntrueStoryException.class)
                .hasMessageContaining("(expected: #4 #5 #6)");
        assertThat(told()).doesNotContain("All scenes were true");
    }
}
