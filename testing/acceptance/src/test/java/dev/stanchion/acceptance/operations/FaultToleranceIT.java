package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of {@code spec/operations.md} 11 about groups of servers with one store. */
@Tag("long")
class FaultToleranceIT {
    @RegisterExtension final Programs programs = new Programs();

    private Program launch(String... flags) {
        List<String> line = new ArrayList<>(List.of("-a", "127.0.0.1", "-p", "-1"));
        line.addAll(List.of(flags));
        return Server.launch(programs, Map.of(), line);
    }

    private Program launch(TestDatabase database, String flags) {
        return launch((flags + " " + database.flags()).split(" ", -1));
    }

    @Test
    void s11_67_shouldRefuseAGroupWithTheMemoryStore() {
        // when
        Program server = launch("-ft_group", "g");

        // then
        assertThat(server.awaitExit()).isEqualTo(1);
        assertThat(server.errors().getLast())
                .endsWith("Failed to start: ft: only FILE or SQL stores supported in FT mode");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRefuseAGroupWithADirectoryWhereNoLockCanBeTrusted() {
        // when
        Program server = launch("-ft_group", "g", "-store", "file", "-dir", "/proc/store");

        // then
        assertThat(server.awaitExit()).isEqualTo(1);
        assertThat(server.errors().getLast())
                .contains("Failed to start: open /proc/store: its file system is proc, which can")
                .endsWith("a group there needs -ft_shared");
    }

    @Test
    void s11_68_shouldFollowWithAnotherClusterIdAndFailWhenItWouldBeActive() {
        // given
        TestDatabase database = PostgresServer.shared().newDatabase();
        Program active = launch(database, "-cid ticketing -ft_group g");
        active.awaitLine("Streaming Server is ready");
        Program other = launch(database, "-cid zzz -ft_group g");
        other.awaitLine("Following the Stanchion server");

        // when
        active.kill();

        // then
        assertThat(other.awaitExit()).isEqualTo(1);
        assertThat(other.errors())
                .anyMatch(line ->
                        line.contains(
                                "[FTL] STREAM: cluster ID \"zzz\" does not match recovered value"
                                        + " of \"ticketing\""));
    }

    @Test
    void s11_62_shouldSayThatItIsReadyWhenItIsActive() {
        // given
        TestDatabase database = PostgresServer.shared().newDatabase();
        Program active = launch(database, "-ft_group g");
        active.awaitLine("Streaming Server is ready");
        Program follower = launch(database, "-ft_group g");
        follower.awaitLine("Following the Stanchion server");
        List<String> before = List.copyOf(follower.errors());

        // when
        active.terminate();

        // then
        follower.awaitLine("Server is active");
        follower.awaitLine("Streaming Server is ready");
        assertThat(before).noneMatch(line -> line.contains("is ready"));
        assertThat(active.awaitExit()).isEqualTo(143);
    }

    /** Manifests of NATS Streaming have them, and here nothing is missing without. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster { port: 6222, routes: [\"nats://a:6222\"] }",
                "cluster { listen: 0.0.0.0:6222 }",
            })
    void shouldIgnoreTheRoutesOfAGroupAndSayWhatToDoInstead(String cluster) {
        // given
        TestDatabase database = PostgresServer.shared().newDatabase();
        String file = ConfigFile.of(cluster + "\nstreaming { ft_group_name: g }");

        // when
        Program server = launch(database, "-sc " + file + " -c " + file);

        // then
        server.awaitLine("Streaming Server is ready");
        server.awaitLine(
                "cluster has no effect: the members of a group need no routes between them; give"
                        + " clients the URLs of all members");
    }
}
