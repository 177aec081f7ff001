package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands of {@code bin/stanchion}, against whichever server is under test. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {
    private static final String TICKET = "{\"id\":\"t1\",\"title\":\"concert\",\"price\":20}";

    @RegisterExtension final Programs programs = new Programs();

    private Server server;

    @BeforeAll
    void startServer() {
        server = Server.start(programs);
    }

    @Test
    void shouldPlayTheWholeStoryAsADemo() {
        assertThat(stanchion("demo").awaitExit()).isZero();
    }

    @Test
    void shouldListenToWhatWasPublishedBefore() {
        // given
        Program first = client("publish", "tickets:before", TICKET);
        assertThat(first.awaitExit()).isZero();
        assertThat(client("publish", "tickets:before", "not a ticket").awaitExit()).isZero();

        // when
        Program listener =
                client("listen", "tickets:before", "--from", "first", "--count", "2", "--json");

        // then
        assertThat(listener.awaitExit()).isZero();
        assertThat(first.output()).singleElement().asString().contains("tickets:before", "guid");
        assertThat(listener.output()).hasSize(2);
        assertThat(listener.output().get(0))
                .contains("\"sequence\":1", "\"channel\":\"tickets:before\"")
                .contains(TICKET.replace("\"", "\\\""));
        assertThat(listener.output().get(1)).contains("\"sequence\":2", "\"not a ticket\"");
    }

    @Test
    void shouldEndAListenerWithZeroAfterCtrlC() {
        // given
        Program listener = client("listen", "tickets:interrupted");
        listener.awaitLine("Listening to tickets:interrupted");
        assertThat(client("publish", "tickets:interrupted", TICKET).awaitExit()).isZero();
        listener.awaitLine("concert");

        // when
        listener.interrupt();

        // then
        assertThat(listener.awaitExit()).isZero();
    }

    @Test
    void shouldSayInOneLineThatNoServerIsThere() {
        // when
        Program publisher =
                stanchion("publish", "tickets:nowhere", TICKET, "--url", "nats://127.0.0.1:1");

        // then
        assertThat(publisher.awaitExit()).isEqualTo(1);
        assertThat(publisher.output()).isEmpty();
        assertThat(publisher.errors()).anyMatch(line -> line.contains("127.0.0.1:1"));
        assertThat(publisher.errors()).noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void shouldExplainWrongUsage() {
        // when
        Program nonsense = stanchion("publish");

        // then
        assertThat(nonsense.awaitExit()).isEqualTo(2);
        assertThat(nonsense.errors()).anyMatch(line -> line.contains("CHANNEL"));
    }

    private Program client(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", server.url(), "--cluster", Server.CLUSTER_ID));
        return stanchion(all.toArray(String[]::new));
    }

    private Program stanchion(String... arguments) {
        return StanchionCommand.start(programs, arguments);
    }
}
