package dev.stanchion.cli.backup;

import static dev.stanchion.cli.testing.Ran.stanchion;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stanchion.cli.testing.Ran;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens on a server while a backup is taken, told by a server that does as it is told. */
class ServerBackupTest {
    private static final String CHANNEL_LINE =
            "{\"type\":\"channel\",\"channel\":\"%s\",\"firstSequence\":1,\"lastSequence\":%d,\"lastTime\":\"2026-01-01T00:00:00Z\",\"subscriptions\":%d,\"highestSubscriptionId\":1}\n";
    private static final String OPEN_LINE =
            "{\"type\":\"subscription\",\"channel\":\"a.parked\",\"id\":1,\"clientId\":\"stanchion.parked\",\"maxInFlight\":1,\"ackWaitSeconds\":1,\"durableName\":\"_parked\",\"lastSent\":%d,\"perhapsSentUpTo\":0,\"durable\":true,\"closed\":true,\"pending\":\"%s\"}\n";

    @TempDir Path directory;

    private final List<String> asked = new ArrayList<>();
    private HttpServer http;
    private List<String> channels = List.of("a", "a.parked");
    private boolean isReplaced;
    private boolean isDeletedWhenRead;
    private boolean isDeleted;
    private long damaged;
    private int emptyPages;
    private int looksAtParked;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/api/v1", this::handle);
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private void handle(HttpExchange call) throws IOException {
        String path = call.getRequestURI().toString().replace("/api/v1", "");
        asked.add(path);
        if (path.equals("/backup")) {
            answer(call, bytes("{\"clusterId\":\"c\",\"version\":\"1\",\"encrypted\":false}"));
        } else if (path.equals("/backup/identity")) {
            answer(
                    call,
                    bytes(
                            "{\"type\":\"server\",\"clusterId\":\"c\",\"discoverPrefix\":\"d\",\"requestToken\":\"t\"}\n"));
        } else if (path.startsWith("/channels?")) {
            String items =
                    String.join(
                            ",",
                            channels.stream().map(each -> "{\"name\":\"" + each + "\"}").toList());
            answer(call, bytes("{\"items\":[" + items + "]}"));
        } else if (path.equals("/channels/a.parked/checkpoint")) {
            looksAtParked++;
            call.getResponseHeaders().add("Stanchion-Incarnation", "7");
            // message 2 is redriven, and 4 is parked, between the first look and the second one
            answer(
                    call,
                    bytes(
                            looksAtParked == 1
                                    ? CHANNEL_LINE.formatted("a.parked", 3, 1)
                                            + OPEN_LINE.formatted(2, "2")
                                    : CHANNEL_LINE.formatted("a.parked", 4, 1)
                                            + OPEN_LINE.formatted(4, "3-4")));
        } else if (path.startsWith("/channels/")
                && (isDeleted || (isDeletedWhenRead && path.contains("/log")))) {
            isDeleted = true;
            call.sendResponseHeaders(404, -1);
            call.close();
        } else if (path.endsWith("/checkpoint")) {
            call.getResponseHeaders().add("Stanchion-Incarnation", "7");
            answer(call, bytes(CHANNEL_LINE.formatted("a", 2, 0)));
        } else {
            call.getResponseHeaders().add("Stanchion-Incarnation", isReplaced ? "8" : "7");
            if (emptyPages-- > 0) {
                call.getResponseHeaders().add("Stanchion-Next", "1");
                answer(call, new byte[0]);
                return;
            }
            if (damaged > 0) {
                call.getResponseHeaders().add("Stanchion-Damaged", String.valueOf(damaged));
            }
            answer(call, frame(path.replaceAll(".*/([^/]*)/log.*", "$1")));
        }
    }

    private static byte[] frame(String channel) {
        ByteBuf message = Unpooled.buffer();
        byte[] name = channel.getBytes(UTF_8);
        MsgProtoEncoder.write(message, 1, name, Unpooled.wrappedBuffer(name), 0, 0, 0, 1, 5);
        ByteBuf frame = Unpooled.buffer();
        frame.writeInt(message.readableBytes()).writeBytes(message);
        return ByteBufUtil.getBytes(frame);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void answer(HttpExchange call, byte[] body) throws IOException {
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private Ran backup(Object... more) {
        List<Object> arguments =
                new ArrayList<>(
                        List.of(
                                "backup",
                                directory.resolve("a.jsonl"),
                                "--url",
                                "http://127.0.0.1:" + http.getAddress().getPort()));
        arguments.addAll(List.of(more));
        return stanchion(arguments.toArray());
    }

    @Test
    void shouldHaveAParkedMessageThatIsRedrivenMeanwhile() throws IOException {
        // when
        Ran ran = backup();

        // then
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(Files.readString(directory.resolve("a.jsonl")))
                .contains("\"lastSent\":4")
                .contains("\"pending\":\"2-4\"");
        assertThat(asked.indexOf("/channels/a.parked/checkpoint"))
                .isLessThan(asked.indexOf("/channels/a/checkpoint"));
    }

    @Test
    void shouldLeaveOutAChannelThatWasDeletedWhileItWasRead() {
        // given
        isDeletedWhenRead = true;
        channels = List.of("a");

        // when
        Ran ran = backup();

        // then
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("a was deleted");
        assertThat(BackupScan.of(directory.resolve("a.jsonl")).channels()).isEmpty();
    }

    /** A channel that is another one may be the same, of a server that has started again. */
    @Test
    void shouldNotTakeARestartForADeletion() {
        // given
        isReplaced = true;
        channels = List.of("a");

        // when
        Ran ran = backup();

        // then
        assertThat(ran.exitCode()).isOne();
        assertThat(ran.err()).contains("has started again while a was read", "Begin again.");
        assertThat(directory.resolve("a.jsonl")).doesNotExist();
        assertThat(directory.resolve("a.jsonl.part")).doesNotExist();
    }

    /** Limits may remove the messages of a page while the server reads it. */
    @Test
    void shouldAskAgainForAPageThatIsEmpty() {
        // given
        channels = List.of("a");
        emptyPages = 2;

        // when
        Ran ran = backup();

        // then
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(BackupScan.of(directory.resolve("a.jsonl")).messages()).isOne();
    }

    @Test
    void shouldEndWhereTheServerStaysAtOnePlace() {
        // given
        channels = List.of("a");
        emptyPages = Integer.MAX_VALUE;

        // when
        Ran ran = backup();

        // then
        assertThat(ran.exitCode()).isOne();
        assertThat(ran.err()).contains("the server does not get beyond message 1 of a");
        assertThat(directory.resolve("a.jsonl")).doesNotExist();
    }

    @Test
    void shouldNameADamagedMessageAndGoOn() {
        // given
        damaged = 2;
        channels = List.of("a");

        // when
        Ran ran = backup();

        // then
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("Message 2 of a is damaged");
        Ran verified = stanchion("verify-backup", directory.resolve("a.jsonl"));
        assertThat(verified.exitCode()).isEqualTo(3);
        assertThat(verified.out()).contains("message #2 is lost");
    }

    @Test
    void shouldTakeOnlyTheChannelsThatFit() {
        // when
        backup("--channels", "b*");

        // then
        assertThat(BackupScan.of(directory.resolve("a.jsonl")).channels()).isEmpty();
        assertThat(backup("--channels", "*").err()).contains("exists");
    }

    @Test
    void shouldRefuseARateThatIsNone() {
        // when
        Ran ran = backup("--max-rate", "fast");

        // then
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("expected: a size like 500k or 20M");
        assertThat(asked).isEmpty();
    }
}
