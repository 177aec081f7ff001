package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.network.Proxy;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.GoServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import dev.stanchion.kit.process.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Takes the place of a Go server with the memory store, which may end before it should. */
@Tag("long")
class TakeoverOfMemoryIT {
    private static final int MESSAGES = 6_000;
    private static final int MESSAGE_BYTES = 500;

    /** The acknowledgements of a part of the messages; then the server sends no more. */
    private static final long ACK_BYTES = 50_000;

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private final String port = Integer.toString(FreePort.next());
    private final String monitor = Integer.toString(FreePort.next());
    private final String url = "nats://127.0.0.1:" + port;

    private Program startOld() {
        return GoServer.start(
                programs, Stream.of("-a", "127.0.0.1", "-p", port, "-m", monitor, "-mm", "0"));
    }

    private Program takeover(String from, Program old) {
        return StanchionCommand.start(
                programs,
                "takeover",
                from,
                "--cluster",
                Server.CLUSTER_ID,
                "--monitor",
                "http://127.0.0.1:" + monitor,
                "--messages-only",
                "--into",
                target(),
                "--stop-command",
                "kill " + old.pid(),
                "--json");
    }

    private String target() {
        return directory.resolve("target").toString();
    }

    private List<String> copied(int count) {
        return LargeMessages.first(
                Server.start(programs, "-store", "file", "-dir", target()).url(), count);
    }

    private void takeOverInPart(Program old, Runnable end) {
        try (Proxy proxy = Proxy.startUpTo("127.0.0.1", Integer.parseInt(port), ACK_BYTES)) {
            Program broken = takeover(proxy.url(), old);
            Waiting.until("the takeover is in the middle", proxy::isUsedUp);
            end.run();
            assertThat(broken.awaitExit()).as("%s", broken).isEqualTo(1);
            assertThat(broken.errors().toString())
                    .contains("the server ended during the copy", "orders is copied up to #")
                    .contains("'stanchion import' with --complete");
        }
    }

    @Test
    void shouldCopyAllThatTheServerHas() {
        // given
        Program old = startOld();
        LargeMessages.publish(url, MESSAGES, MESSAGE_BYTES);
        List<String> before = LargeMessages.first(url, MESSAGES);

        // when
        Program done = takeover(url, old);

        // then
        assertThat(done.awaitExit()).as("%s", done).isEqualTo(3);
        assertThat(done.output().toString())
                .contains("were in its memory only", "ends with it, except what is copied");
        assertThat(copied(MESSAGES)).isEqualTo(before);
    }

    @Test
    void shouldKeepWhatItHasOfAServerThatHasLostItsMemory() {
        // given
        Program old = startOld();
        LargeMessages.publish(url, MESSAGES, MESSAGE_BYTES);
        List<String> before = LargeMessages.first(url, MESSAGES);
        takeOverInPart(old, old::kill);
        Program again = startOld();
        LargeMessages.publish(url, 10, MESSAGE_BYTES);

        // when
        Program refused = takeover(url, again);

        // then
        assertThat(refused.awaitExit()).as("%s", refused).isEqualTo(1);
        assertThat(refused.errors().toString())
                .contains("orders that the server does not have any more", "--complete");
        assertThat(again.isAlive()).isTrue();

        // when
        Program complete =
                StanchionCommand.start(
                        programs,
                        "import",
                        url,
                        "--cluster",
                        Server.CLUSTER_ID,
                        "--complete",
                        "--into",
                        target());

        // then
        assertThat(complete.awaitExit()).as("%s", complete).isEqualTo(3);
        assertThat(copied(500)).isEqualTo(before.subList(0, 500));
    }
}
