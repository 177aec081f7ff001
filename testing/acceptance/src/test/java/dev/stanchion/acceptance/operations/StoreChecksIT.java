package dev.stanchion.acceptance.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks of {@code spec/operations.md} 11 under "Store and state" and "Authentication and TLS" that
 * an operator sees.
 */
@Tag("long")
class StoreChecksIT {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private Monitored fileStore() {
        return Monitored.start(programs, "-store", "file", "-dir", directory.toString());
    }

    @Test
    void s11_34_shouldFindEverythingAgainInItsFiles() throws Exception {
        // given
        Monitored first = fileStore();
        StreamingConnection client = first.client("me");
        client.subscribe(
                "foo", message -> {}, new SubscriptionOptions.Builder().durableName("d").build());
        client.publish("foo", "hello".getBytes(UTF_8));
        client.publish("bar", "hello".getBytes(UTF_8));
        Json before = first.json("/streaming/serverz");

        // when
        first.program().terminate();
        first.program().awaitExit();
        Monitored second = fileStore();
        Json after = second.json("/streaming/serverz");

        // then
        second.program().awaitLine("Recovered 2 channel(s)");
        assertThat(after.number("channels")).isEqualTo(2);
        assertThat(after.number("total_msgs")).isEqualTo(2);
        assertThat(after.number("total_bytes")).isEqualTo(before.number("total_bytes"));
        // it is registered, and has no connection to this port
        assertThat(second.json("/streaming/clientsz").number("total")).isEqualTo(1);
        assertThat(after.number("subscriptions")).isEqualTo(1);
        assertThat(after.number("in_msgs")).isZero();
        assertThat(
                        second.json("/streaming/channelsz?channel=foo&subs=1")
                                .at("subscriptions/0/durable_name"))
                .isEqualTo("\"d\"");
    }

    @Test
    void s11_35_shouldRefuseTheFilesOfAnotherCluster() {
        // given
        Monitored first = fileStore();
        first.program().terminate();
        first.program().awaitExit();

        // when
        Program other = launch("-store", "file", "-dir", directory.toString(), "-cid", "other");

        // then
        assertThat(other.awaitExit()).isEqualTo(1);
        assertThat(other.errors().getLast())
                .contains("[FTL] STREAM: ")
                .endsWith("cluster ID \"other\" does not match recovered value of \"ticketing\"");
    }

    @ParameterizedTest
    @CsvSource({"-user u -pass p, u:p, u:x", "-auth t, t, x"})
    void s11_29_shouldAskForCredentials(String flags, String right, String wrong) throws Exception {
        // given
        Server server = Server.start(programs, flags.split(" ", -1));

        // then
        connect(server, right + "@").close();
        assertThatThrownBy(() -> connect(server, wrong + "@")).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> connect(server, "")).isInstanceOf(Exception.class);
        assertThat(server.program().errors()).noneMatch(line -> line.contains("-pass p"));
    }

    @Test
    void s11_30_shouldStartWithAListOfUsersAndNothingElse() throws Exception {
        // given
        String users = "authorization { users: [{ user: a, password: p }] }\n";
        Server.start(programs).assumeStanchion("its streaming part must be a user, too");

        // when
        Server alone = Server.start(programs, "-c", ConfigFile.of(users));
        Server named =
                Server.start(
                        programs,
                        "-c",
                        ConfigFile.of(users + "streaming { username: a, password: p }\n"));

        // then
        connect(alone, "a:p@").close();
        connect(named, "a:p@").close();
        assertThat(named.program().errors())
                .anyMatch(line -> line.contains("streaming part reaches the embedded NATS server"));
    }

    @Test
    void s11_38_shouldCutATornEndAtEveryStart() throws Exception {
        // given
        String[] flags = {"-store", "file", "-dir", directory.toString(), "-file_truncate_bad_eof"};
        Server first = Server.start(programs, flags);
        first.assumeStanchion("it refuses the flag twice in a row");
        connect(first, "").publish("foo", "hello".getBytes(UTF_8));
        Program running = first.program();

        for (int start = 0; start < 2; start++) {
            // when
            running.kill();
            Files.writeString(newestCommitLog(), "torn", StandardOpenOption.APPEND);
            Monitored again = Monitored.start(programs, flags);
            running = again.program();

            // then
            assertThat(again.json("/streaming/serverz").number("total_msgs")).isEqualTo(1);
            assertThat(running.errors())
                    .anyMatch(line ->
                            line.contains(
                                    "-file_truncate_bad_eof has no effect: the FILE store always cuts"));
        }
    }

    private Path newestCommitLog() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("commit"))) {
            return files.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    private static StreamingConnection connect(Server server, String credentials) throws Exception {
        String url = "nats://" + credentials + server.host() + ":" + server.port();
        return NatsStreaming.connect(
                Server.CLUSTER_ID, "me", new Options.Builder().natsUrl(url).build());
    }

    @Test
    void s11_37_shouldNotEncryptWithoutAKey() {
        // when
        Program server = launch("-store", "file", "-dir", directory.toString(), "-encrypt");

        // then
        assertThat(server.awaitExit()).isEqualTo(1);
        assertThat(server.errors().getLast()).contains("encryption key required");
    }

    private Program launch(String... flags) {
        return Server.launch(
                programs,
                Map.of(),
                Stream.concat(
                                List.of("-a", "127.0.0.1", "-p", "-1").stream(),
                                List.of(flags).stream())
                        .toList());
    }
}
