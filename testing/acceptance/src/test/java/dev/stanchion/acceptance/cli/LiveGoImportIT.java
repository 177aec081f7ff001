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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Copies the messages of a Go server that serves its clients meanwhile, or ends meanwhile. */
@Tag("long")
class LiveGoImportIT {
    private static final int MESSAGES = 6_000;
    private static final int MESSAGE_BYTES = 500;

    /** More than a publisher can write while an import goes on. */
    private static final int ENDLESS = 10_000_000;

    /** The acknowledgements of a part of the messages; then the server sends no more. */
    private static final long ACK_BYTES = 50_000;

    private static final Pattern COPIED =
            Pattern.compile(
                    "\"channel\":\"orders\",\"messages\":(\\d+),\"first\":1,\"last\":(\\d+)");

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private final String port = Integer.toString(FreePort.next());
    private final String monitor = Integer.toString(FreePort.next());
    private final String url = "nats://127.0.0.1:" + port;

    private Program startOld(String... store) {
        return GoServer.start(
                programs,
                Stream.concat(
                        Stream.of("-a", "127.0.0.1", "-p", port, "-m", monitor, "-mm", "0"),
                        Stream.of(store)));
    }

    private Program stanchion(String... arguments) {
        return StanchionCommand.start(programs, arguments);
    }

    private Program imports(String from, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("import", from, "--cluster", Server.CLUSTER_ID, "--json"));
        arguments.addAll(List.of("--monitor", "http://127.0.0.1:" + monitor, "--into", target()));
        arguments.addAll(List.of(more));
        return stanchion(arguments.toArray(String[]::new));
    }

    private String target() {
        return directory.resolve("target").toString();
    }

    private List<String> copiedOrders(long count) {
        return LargeMessages.first(
                Server.start(programs, "-store", "file", "-dir", target()).url(), count);
    }

    /** Returns how many messages a copy has, which are those from the first one on. */
    private static long copied(Program done) {
        Matcher channel = COPIED.matcher(done.output().toString());
        assertThat(channel.find()).as("%s", done).isTrue();
        assertThat(channel.group(1)).isEqualTo(channel.group(2));
        return Long.parseLong(channel.group(1));
    }

    private void importInPart(Runnable end) {
        try (Proxy proxy = Proxy.startUpTo("127.0.0.1", Integer.parseInt(port), ACK_BYTES)) {
            Program broken = imports(proxy.url());
            Waiting.until("the import is in the middle", proxy::isUsedUp);
            end.run();
            assertThat(broken.awaitExit()).as("%s", broken).isEqualTo(1);
            assertThat(broken.errors().toString())
                    .contains("the server ended during the copy", "orders is copied up to #")
                    .contains("--complete");
        }
    }

    @Test
    void shouldTakeWhatTheServerHadWhilePublishersWrite() {
        // given
        startOld();
        LargeMessages.publish(url, MESSAGES, MESSAGE_BYTES);
        List<Program> publishers =
                Stream.of("orders", "payments").map(this::publishWithoutEnd).toList();
        publishers.forEach(each -> each.awaitLine("\"guid\""));

        // when
        Program done = imports(url);

        // then
        assertThat(done.awaitExit()).as("%s", done).isZero();
        publishers.forEach(Program::kill);
        long count = copied(done);
        assertThat(count).isGreaterThan(MESSAGES);
        assertThat(done.output().toString())
                .contains("messages #%d to #".formatted(count + 1), "came during the copy")
                .contains("\"losses\":0");
        assertThat(copiedOrders(count)).isEqualTo(LargeMessages.first(url, count));
    }

    private Program publishWithoutEnd(String channel) {
        return stanchion(
                "publish",
                channel,
                "${n} of " + channel,
                "--template",
                "--count",
                Integer.toString(ENDLESS),
                "--json",
                "--url",
                url,
                "--cluster",
                Server.CLUSTER_ID);
    }

    @Test
    void shouldKeepWhatItHasOfAServerThatHasLostItsMemory() {
        // given
        Program old = startOld();
        LargeMessages.publish(url, MESSAGES, MESSAGE_BYTES);
        List<String> before = LargeMessages.first(url, MESSAGES);
        importInPart(old::kill);
        startOld();

        // when
        Program again = imports(url);

        // then
        assertThat(again.awaitExit()).as("%s", again).isEqualTo(1);
        assertThat(again.errors().toString())
                .contains("orders that the server does not have any more", "--complete");

        // when
        Program complete = imports(url, "--complete");

        // then
        assertThat(complete.awaitExit()).as("%s", complete).isEqualTo(3);
        long count = copied(complete);
        assertThat(count).isBetween(1L, MESSAGES - 1L);
        assertThat(copiedOrders(count)).isEqualTo(before.subList(0, (int) count));
    }

    @Test
    void shouldContinueWhenAServerWithFilesIsStartedAgain() {
        // given
        String[] files = {"-store", "file", "-dir", directory.resolve("go").toString()};
        Program old = startOld(files);
        LargeMessages.publish(url, MESSAGES, MESSAGE_BYTES);
        importInPart(old::kill);
        startOld(files);

        // when
        Program again = imports(url);

        // then
        assertThat(again.awaitExit()).as("%s", again).isZero();
        assertThat(again.output().getLast()).contains("\"losses\":0").doesNotContain("\"kept\":0,");
        assertThat(copiedOrders(MESSAGES)).isEqualTo(LargeMessages.first(url, MESSAGES));
    }
}
