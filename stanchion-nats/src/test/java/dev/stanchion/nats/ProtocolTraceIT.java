package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.wire.ProtocolTrace;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** What {@code -V} shows. The expected lines are those of nats-server 2.9.24 for the same bytes. */
@ExtendWith(LeaksFail.class)
@Isolated("reads what the whole process logs")
class ProtocolTraceIT {
    private static final Logger LOGGER = Logger.getLogger(ProtocolTrace.class.getName());
    private static final Pattern CONNECTION =
            Pattern.compile("^127\\.0\\.0\\.1:\\d+ - cid:(\\d+) - ");

    private final Recorder recorder = new Recorder();

    private static final class Recorder extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord event) {
            lines.add(event.getMessage());
        }

        @Override
        public void flush() {} // nothing waits

        @Override
        public void close() {} // nothing is open

        /** Without the address, which differs from run to run. */
        List<String> linesOf(int connection) {
            return lines.stream()
                    .filter(line -> line.contains(" - cid:" + connection + " - "))
                    .map(line -> CONNECTION.matcher(line).replaceFirst(""))
                    .toList();
        }
    }

    @BeforeEach
    void record() {
        LOGGER.addHandler(recorder);
        LOGGER.setUseParentHandlers(false);
        LOGGER.setLevel(Level.FINEST);
    }

    @AfterEach
    void forget() {
        LOGGER.removeHandler(recorder);
        LOGGER.setUseParentHandlers(true);
        LOGGER.setLevel(null);
    }

    @Test
    void shouldShowEachOperationAsTheReferenceDoes() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options());
                RawClient client = RawClient.connect(server.address())) {
            // when
            String connect =
                    "{\"verbose\":true,\"user\":\"u\",\"pass\":\"secret\",\"headers\":true}";
            client.send("CONNECT " + connect + "\r\nPING\r\n");
            client.send("SUB foo.*  1\r\nSUB bar q 2\r\n");
            client.send("PUB foo.x 5\r\nhel\0\"\r\n".getBytes(ISO_8859_1));
            client.send("PUB foo.x reply 0\r\n\r\n");
            client.sendByteByByte("HPUB bar 12 17\r\nNATS/1.0\r\n\r\nhello\r\n");
            client.send("UNSUB 1 1\r\nUNSUB 2\r\nPONG\r\nsub a 7\r\n");
            client.send("FOO\r\n");
            client.readToEndOrReset();

            // then
            await().untilAsserted(() ->
                    assertThat(recorder.linesOf(1))
                            .containsExactly(
                                    "<<- [CONNECT {\"verbose\":true,\"user\":\"u\",\"pass\":\"[REDACTED]\",\"headers\":true}]",
                                    "->> [OK]",
                                    "<<- [PING]",
                                    "->> [PONG]",
                                    "<<- [SUB foo.*  1]",
                                    "->> [OK]",
                                    "<<- [SUB bar q 2]",
                                    "->> [OK]",
                                    "<<- [PUB foo.x 5]",
                                    "<<- MSG_PAYLOAD: [\"hel\\x00\\\"\"]",
                                    "->> [OK]",
                                    "->> [MSG foo.x 1 5]",
                                    "<<- [PUB foo.x reply 0]",
                                    "<<- MSG_PAYLOAD: [\"\"]",
                                    "->> [OK]",
                                    "->> [MSG foo.x 1 reply 0]",
                                    "<<- [HPUB bar 12 17]",
                                    "<<- MSG_PAYLOAD: [\"NATS/1.0\\r\\n\\r\\nhello\"]",
                                    "->> [OK]",
                                    "->> [HMSG bar 2 12 17]",
                                    "<<- [UNSUB 1 1]",
                                    "->> [OK]",
                                    "<-> [DELSUB 1]",
                                    "<<- [UNSUB 2]",
                                    "->> [OK]",
                                    "<-> [DELSUB 2]",
                                    "<<- [PONG]",
                                    "<<- [SUB a 7]",
                                    "->> [OK]",
                                    "->> [-ERR Unknown Protocol Operation]",
                                    "<-> [DELSUB 7]"));
        }
    }

    @Test
    void shouldShowWhatGoesToASubscriberOnAnotherLoop() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient subscriber = server.client();
            RawClient publisher = server.client();
            subscriber.send(TestServer.CONNECT + "SUB foo 9\r\n");
            subscriber.flush();

            // when
            publisher.send(TestServer.CONNECT + "PUB foo 2\r\nhi\r\n");
            subscriber.readLine();

            // then
            assertThat(recorder.linesOf(1)).contains("->> [MSG foo 9 2]");
        }
    }

    @Test
    void shouldBeginAndEndWhileConnectionsAreOpen() throws IOException {
        LOGGER.setLevel(Level.INFO);
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient client = server.client();
            client.send(TestServer.CONNECT);
            client.flush();

            // when
            LOGGER.setLevel(Level.FINEST);
            client.send("SUB shown 1\r\n");
            client.flush();
            LOGGER.setLevel(Level.INFO);
            client.send("SUB hidden 2\r\n");
            client.flush();

            // then
            assertThat(recorder.linesOf(1))
                    .contains("<<- [SUB shown 1]")
                    .noneMatch(line -> line.contains("hidden") || line.contains("CONNECT"));
        }
    }

    @Test
    void shouldShowAsMuchOfAPayloadAsIsWanted() throws IOException {
        NatsServerOptions options = TestServer.options().withMaxTracedBytes(4);
        try (TestServer server = TestServer.start(options)) {
            // given
            RawClient client = server.client();

            // when
            client.send(TestServer.CONNECT + "PUB a 4\r\nfour\r\nPUB b 5\r\nfives\r\n");
            client.send("PUB c 5\r\n\"\"ves\r\n");
            client.flush();

            // then
            assertThat(recorder.linesOf(1))
                    .filteredOn(line -> line.contains("PAYLOAD"))
                    .containsExactly(
                            "<<- MSG_PAYLOAD: [\"four\"]",
                            "<<- MSG_PAYLOAD: [\"five...\"]",
                            "<<- MSG_PAYLOAD: [\"\\\"\\\"...\"]");
        }
    }
}
