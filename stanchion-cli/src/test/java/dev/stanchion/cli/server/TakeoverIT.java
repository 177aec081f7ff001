package dev.stanchion.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.GoFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts servers on the directory of a Go server. */
class TakeoverIT {
    @TempDir private Path directory;

    private ServerUnderTest start(String... more) throws IOException {
        List<String> flags = new ArrayList<>();
        flags.addAll(List.of("-a", "127.0.0.1", "-p", "-1", "-cid", "ticketing", "-store", "file"));
        flags.addAll(List.of("-dir", directory.resolve("go").toString()));
        flags.addAll(List.of(more));
        return ServerUnderTest.start(flags.toArray(String[]::new));
    }

    @Test
    void shouldTakeOverOnceAndStartAgain() throws IOException, InterruptedException {
        // given
        GoFolder.at(directory.resolve("go"));

        // when, then
        try (ServerUnderTest first = start("--takeover")) {
            first.awaitLine("Took over 5 message(s) of 1 channel(s) and 1 client(s); 0 loss(es)");
            first.awaitLine("Recovered 1 channel(s)");
            first.awaitPort();
            first.send("KILL");
            first.awaitExit();
        }
        try (ServerUnderTest second = start("--takeover")) {
            second.awaitLine("An earlier start has taken them over");
            second.awaitLine("Recovered 1 channel(s)");
            second.awaitPort();
        }
    }

    @Test
    void shouldNameTheFlagWithoutIt() throws IOException, InterruptedException {
        // given
        GoFolder.at(directory.resolve("go"));

        // when
        try (ServerUnderTest server = start()) {
            // then
            server.awaitLine("Start with --takeover, which copies it to");
            assertThat(server.awaitExit()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseItForTheMembersOfAGroup() throws IOException, InterruptedException {
        // given
        GoFolder.at(directory.resolve("go"));

        // when
        try (ServerUnderTest server = start("--takeover", "-ft_group", "ha")) {
            // then
            server.awaitLine("the members of a group would all copy; run 'stanchion import");
            assertThat(server.awaitExit()).isEqualTo(1);
        }
    }

    @Test
    void shouldStartOnADirectoryThatIsNotOfAGoServer() throws IOException, InterruptedException {
        try (ServerUnderTest server = start("--takeover")) {
            server.awaitPort();
        }
    }
}
