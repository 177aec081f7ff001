package dev.stanchion.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.segment.SliceRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of slices that a limit has emptied, when a script wants them. */
class ArchiveScriptIT {
    private static final String CHANNEL = "tickets:created";
    private static final int MESSAGES = 12;

    @TempDir private Path temp;

    private StanchionServer start(Path script) {
        FileStoreOptions files =
                FileStoreOptions.DEFAULTS
                        .withSlices(new SliceRules(0, 3, Duration.ZERO))
                        .withArchiveScript(script);
        return StanchionServer.start(
                ServerOptions.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .limits(Limits.DEFAULT.withMaxMessages(4))
                        .store(new StoreChoice.File(temp.resolve("data"), files))
                        .build());
    }

    private Path script(String commands) throws IOException {
        Path script = Files.writeString(temp.resolve("archive.sh"), "#!/bin/sh\n" + commands);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static void publish(StanchionServer server) throws IOException {
        try (StreamingSocket client =
                StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            for (int i = 1; i <= MESSAGES; i++) {
                client.publish(CHANNEL, "guid-" + i, "ticket " + i);
                client.awaitPubAck();
            }
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldHandEachSliceToTheScriptAndGoOnWithoutIt() throws IOException {
        // given a script for NATS Streaming, which moves two files
        Path archive = Files.createDirectory(temp.resolve("archive"));
        Path script =
                script("mv \"$2\" \"$3\" '%s' && echo \"$1\" >> '%1$s/log'".formatted(archive));

        // when
        try (StanchionServer server = start(script)) {
            publish(server);

            // then
            await().untilAsserted(() ->
                    assertThat(names(archive))
                            .contains(
                                    "00000000000000000001.idx.bak",
                                    "00000000000000000001.seg.bak",
                                    "00000000000000000004.idx.bak",
                                    "00000000000000000004.seg.bak",
                                    "log"));
            assertThat(Files.readAllLines(archive.resolve("log"))).containsOnly(CHANNEL);
            assertThat(archive.resolve("00000000000000000001.idx.bak")).isEmptyFile();
            assertThat(Files.readAllBytes(archive.resolve("00000000000000000001.seg.bak")))
                    .containsSequence("ticket 1".getBytes(UTF_8));
        }
        assertThat(names(temp.resolve("data"))).noneMatch(name -> name.endsWith(".bak"));
    }

    @Test
    void shouldLeaveTheFilesWhereTheyAreWhenTheScriptFails() throws IOException {
        // given
        Path missing = temp.resolve("no-such-script");

        // when
        try (StanchionServer server = start(missing)) {
            publish(server);
            await().untilAsserted(() ->
                    assertThat(names(temp.resolve("data")))
                            .contains(
                                    "00000000000000000001.seg.bak",
                                    "00000000000000000004.seg.bak"));
        }

        // then the next start takes no notice of them
        try (StanchionServer server = start(missing);
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            client.publish(CHANNEL, "guid", "one more");
            assertThat(client.awaitPubAck()).isEqualTo("guid");
            assertThat(names(temp.resolve("data"))).contains("00000000000000000001.seg.bak");
        }
    }
}
