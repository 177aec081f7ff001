package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stanchion.cli.demo.DemoStory;
import dev.stanchion.cli.demo.UntrueStoryException;
import dev.stanchion.cli.testing.TestServer;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class DemoCommandIT {
    @Test
    void shouldPlayTheStoryOnAServerOfItsOwn() {
        // when
        CommandRun run = CommandRun.of("demo");

        // then
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(" 1  A server starts")
                .contains(" 6  A listener comes late")
                .contains("refused: stan: clientID already registered")
                .contains("All scenes were true. The demo took 1.5 s.");
    }

    @Test
    void shouldFailWhenTheStoryIsNotTrue() throws Exception {
        // given
        CommandRun run = new CommandRun();
        UntrueStoryException untrue;
        try (TestServer server = TestServer.start()) {
            spoil(server);
            DemoStory story =
                    new DemoStory(run.console(), server.url(), "test-cluster", () -> 0, 0);
            untrue = catchThrowableOfType(UntrueStoryException.class, story::play);
        }

        // when
        CommandLine any = new CommandLine(new RootCommand());
        int exitCode = new Problems(run.console()).failure(untrue, any, any.parseArgs());

        // then
        assertThat(exitCode).isEqualTo(1);
        assertThat(run.err()).startsWith("The demo failed: heard by listener-");
    }

    private static void spoil(TestServer server) {
        ConnectOptions stranger =
                ConnectOptions.builder("test-cluster", ClientId.random()).url(server.url()).build();
        try (StreamingConnection connection = StreamingConnection.connect(stranger)) {
            connection.publish("tickets:created", new byte[0]);
        }
    }
}
