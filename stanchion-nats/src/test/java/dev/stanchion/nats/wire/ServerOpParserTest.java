package dev.stanchion.nats.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.nats.LeaksFail;
import dev.stanchion.nats.connection.CarriedBytes;
import dev.stanchion.nats.message.ReadBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeaksFail.class)
class ServerOpParserTest {
    private static final String STREAM =
            """
            INFO {"server_id":"N"}
            PING
            MSG foo.bar 7 5
            hello
            MSG foo 12 _INBOX.a 0

            HMSG foo 3 _INBOX.b 12 17
            NATS/1.0

            hello
            HMSG foo 3 16 16
            NATS/1.0 503


            +OK
            -ERR 'Slow Consumer'
            PONG
            """
                    .replace("\n", "\r\n");

    /** Writes down what the parser calls. */
    private static final class Recording implements ServerOps {
        private final List<String> calls = new ArrayList<>();

        @Override
        public boolean isTakingOps() {
            return true;
        }

        @Override
        public void onMessage(int sid, PubOp message) {
            String body =
                    message.buffer()
                            .toString(message.bodyIndex(), message.bodyLength(), ISO_8859_1);
            calls.add(
                    "%d %s,%s,%d,%s"
                            .formatted(
                                    sid,
                                    text(message.subject()),
                                    text(message.reply()),
                                    message.headerLength(),
                                    body.replace("\r\n", "|")));
        }

        @Override
        public void onInfo(byte[] json) {
            calls.add("INFO " + text(json).strip());
        }

        @Override
        public void onPing() {
            calls.add("PING");
        }

        @Override
        public void onPong() {
            calls.add("PONG");
        }

        @Override
        public void onError(String text) {
            calls.add("ERR " + text);
        }

        private static String text(byte[] bytes) {
            return new String(bytes, ISO_8859_1);
        }
    }

    private static List<String> callsOf(String... reads) {
        var ops = new Recording();
        var carried = new CarriedBytes(new ServerOpParser(ops));
        try {
            for (String read : reads) {
                ByteBuf buffer = Unpooled.copiedBuffer(read, ISO_8859_1);
                try {
                    carried.take(buffer, ReadBuffers.viewOf(buffer));
                } finally {
                    buffer.release();
                }
            }
        } finally {
            carried.clear();
        }
        return ops.calls;
    }

    @Test
    void shouldUnderstandWhatAServerSends() {
        assertThat(callsOf(STREAM))
                .containsExactly(
                        "INFO {\"server_id\":\"N\"}",
                        "PING",
                        "7 foo.bar,,0,hello",
                        "12 foo,_INBOX.a,0,",
                        "3 foo,_INBOX.b,12,NATS/1.0||hello",
                        "3 foo,,16,NATS/1.0 503||",
                        "ERR Slow Consumer",
                        "PONG");
    }

    @Test
    void shouldUnderstandTheSameHoweverItIsRead() {
        // given
        List<String> whole = callsOf(STREAM);

        // when, then
        for (int first = 0; first < STREAM.length(); first++) {
            assertThat(callsOf(STREAM.substring(0, first), STREAM.substring(first)))
                    .as("split at %d", first)
                    .isEqualTo(whole);
        }
        assertThat(callsOf(STREAM.split(""))).isEqualTo(whole);
    }

    @Test
    void shouldPutALongPayloadTogether() {
        // given
        String payload = "0123456789abcdef".repeat(20_000);
        String stream = "MSG foo 1 " + payload.length() + "\r\n" + payload + "\r\nPING\r\n";

        // when, then
        assertThat(callsOf(stream.split("(?<=\\G.{1000})", -1)))
                .containsExactly("1 foo,,0," + payload, "PING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n",
                "MSG foo 5\r\nhello\r\n",
                "MSG foo x 5\r\nhello\r\n",
                "MSG foo 1 5\r\nhello!\r\n",
                "MSG foo 1 999999999\r\n",
                "MSG a b c d e\r\n",
                "HMSG foo 1 9 5\r\nhello\r\n",
                "\r\n"
            })
    void shouldEndALinkToWhatIsNoNatsServer(String bytes) {
        assertThatThrownBy(() -> callsOf(bytes)).isInstanceOf(ProtocolViolation.class);
    }
}
