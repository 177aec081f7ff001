package dev.stanchion.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.load.LoadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundTest {
    private static final String STREAM =
            """
            INFO {"server_id":"x"}\r
            PING\r
            MSG a.b 10 5\r
            hello\r
            MSG a.b 10 5\r
            world\r
            MSG a.b 10 0\r
            \r
            MSG hb 1 _INBOX.reply 0\r
            \r
            +OK\r
            MSG a.b 11 5\r
            MSG a\r
            HMSG a.b 10 31 31\r
            NATS/1.0 100 Idle Heartbeat\r
            \r
            \r
            HMSG a.b 10 _FC.x 16 16\r
            NATS/1.0 100\r
            \r
            \r
            PONG\r
            -ERR 'Slow Consumer'\r
            """;

    private static final List<String> EVENTS =
            List.of(
                    "ping",
                    "10:hello",
                    "10:world",
                    "10:",
                    "1: to _INBOX.reply",
                    "11:MSG a",
                    "status 10:NATS/1.0 100 Idle Heartbeat",
                    "status 10:NATS/1.0 100 to _FC.x",
                    "pong",
                    "-ERR 'Slow Consumer'");

    private static final class Recorder implements Inbound.Receiver {
        final List<String> events = new ArrayList<>();

        @Override
        public void onMessage(Incoming message) {
            events.add(told(message));
        }

        @Override
        public void onStatus(Incoming status) {
            events.add("status " + told(status));
        }

        private static String told(Incoming message) {
            byte[] bytes = message.bytes();
            String reply =
                    message.replyLength() == 0
                            ? ""
                            : " to " + text(bytes, message.replyAt(), message.replyLength());
            return message.sid()
                    + ":"
                    + text(bytes, message.payloadAt(), message.payloadLength()).strip()
                    + reply;
        }

        private static String text(byte[] bytes, int at, int length) {
            return new String(bytes, at, length, StandardCharsets.US_ASCII);
        }

        @Override
        public void onPing() {
            events.add("ping");
        }

        @Override
        public void onPong() {
            events.add("pong");
        }

        @Override
        public void onError(String text) {
            events.add(text);
        }
    }

    private static ReadableByteChannel channel(String bytes) {
        return Channels.newChannel(
                new ByteArrayInputStream(bytes.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void feed(Inbound inbound, Recorder recorder, String bytes) throws IOException {
        ReadableByteChannel channel = channel(bytes);
        while (inbound.readFrom(channel) > 0) {
            inbound.drainTo(recorder);
        }
    }

    @Test
    void shouldReadTheSameWhereverTheBytesAreSplit() throws IOException {
        for (int split = 0; split <= STREAM.length(); split++) {
            // given
            Inbound inbound = new Inbound(1024);
            Recorder recorder = new Recorder();

            // when
            feed(inbound, recorder, STREAM.substring(0, split));
            feed(inbound, recorder, STREAM.substring(split));

            // then
            assertThat(recorder.events).as("split at %d", split).isEqualTo(EVENTS);
        }
    }

    @Test
    void shouldReadByteByByteThroughASmallBuffer() throws IOException {
        // given
        Inbound inbound = new Inbound(96);
        Recorder recorder = new Recorder();

        // when
        for (int i = 0; i < STREAM.length(); i++) {
            feed(inbound, recorder, STREAM.substring(i, i + 1));
        }

        // then
        assertThat(recorder.events).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001 hello\r\n",
                "MSG a.b ten 5\r\n",
                "MSG a.b 10 5x\r\n",
                "MSG a.b\r\n",
                "MSG a.b 10 99999999999\r\n"
            })
    void shouldNotPutUpWithWhatIsNoNats(String bytes) {
        assertThatThrownBy(() -> feed(new Inbound(1024), new Recorder(), bytes))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("the server sent what is no NATS operation");
    }
}
