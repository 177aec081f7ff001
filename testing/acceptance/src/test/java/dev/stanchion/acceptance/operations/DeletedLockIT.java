package dev.stanchion.acceptance.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.StreamingConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The file that marks a store's directory as in use is deleted. */
@Tag("long")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a locked file cannot be deleted there")
class DeletedLockIT {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private Monitored fileStore() {
        return Monitored.start(programs, "-store", "file", "-dir", directory.toString());
    }

    @Test
    void shouldKeepItsDirectoryAlthoughItsLockIsDeleted() throws Exception {
        // given
        Monitored first = fileStore();
        StreamingConnection client = first.client("me");
        client.publish("foo", HELLO);

        // when
        Files.delete(directory.resolve("lock"));
        Program second =
                Server.launch(
                        programs,
                        Map.of(),
                        List.of("-p", "-1", "-store", "file", "-dir", directory.toString()));

        // then
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.errors().getLast()).contains("it is in use by ");
        first.program().awaitLine("was deleted and is created again");
        assertThat(directory.resolve("lock")).content().contains("process ");
        client.publish("foo", HELLO);
        assertThat(first.json("/streaming/serverz").number("total_msgs")).isEqualTo(2);
    }

    @Test
    void shouldAnswerNobodyAndStopOnceAnotherHasItsDirectory() throws Exception {
        // given
        Monitored server = fileStore();
        StreamingConnection client = server.client("me");
        client.publish("foo", HELLO);
        Queue<Boolean> answers = new ConcurrentLinkedQueue<>();
        Path other = directory.resolve("other");
        try (FileChannel channel =
                FileChannel.open(other, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();

            // when
            Files.move(other, directory.resolve("lock"), StandardCopyOption.REPLACE_EXISTING);

            // then
            server.program().awaitLine("This server has lost " + directory);
            client.publish("foo", HELLO, (guid, failure) -> answers.add(failure == null));
            server.program().awaitLine("is not this server's any more");
            assertThat(server.program().awaitExit()).isEqualTo(1);
            assertThat(answers).doesNotContain(true);
        }
    }
}
