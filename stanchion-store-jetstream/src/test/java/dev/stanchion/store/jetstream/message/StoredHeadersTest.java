package dev.stanchion.store.jetstream.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredHeadersTest {
    private static final String ADDED =
            withLineEnds(
                    """
                    Nats-Stream: STAN+c+orders
                    Nats-Subject: stan.c.orders
                    Nats-Sequence: 42
                    Nats-Time-Stamp: 2026-12-01T06:00:00.000000001Z
                    Nats-Num-Pending: 0
                    Nats-Last-Sequence: 0

                    """);

    private static String withLineEnds(String text) {
        return text.replace("\n", "\r\n");
    }

    private static StoredHeaders.Value value(String text) {
        ByteBuf buffer = Unpooled.wrappedBuffer(("--" + text + "--").getBytes(ISO_8859_1));
        return StoredHeaders.Value.of(buffer, 2, text.length());
    }

    private static byte[] encoded(String guid, String client, String reply) {
        StoredHeaders.Value parked = StoredHeaders.Value.NONE;
        byte[] headers =
                new byte[StoredHeaders.length(value(guid), value(client), value(reply), parked)];
        StoredHeaders.encode(headers, 1_234, value(guid), value(client), value(reply), parked);
        return headers;
    }

    /** Returns the message as the server answers a direct get. */
    private static StreamMessage answered(byte[] headers, String payload) {
        String own = new String(headers, 0, headers.length - 2, ISO_8859_1);
        return answered(own + ADDED, payload);
    }

    private static StreamMessage answered(String headers, String payload) {
        ByteBuf buffer = Unpooled.wrappedBuffer(("xx" + headers + payload).getBytes(ISO_8859_1));
        return StreamMessage.ofDirectGet(buffer, 2, headers.length(), payload.length());
    }

    @Test
    void shouldWriteOneLineForEachPart() {
        // when
        byte[] headers = encoded("guid", "orders-1", "_INBOX.x");
        StoredHeaders.expect(headers, 41);

        // then
        assertThat(new String(headers, ISO_8859_1))
                .isEqualTo(
                        withLineEnds(
                                """
                                NATS/1.0
                                Nats-Expected-Last-Sequence: 00000000000000000041
                                Stan-Time: 0000000000000001234
                                Stan-Guid: guid
                                Stan-Client: orders-1
                                Stan-Reply: _INBOX.x

                                """));
    }

    @Test
    void shouldLeaveOutWhatIsEmpty() {
        assertThat(new String(encoded("", "", ""), ISO_8859_1))
                .isEqualTo(
                        withLineEnds(
                                """
                                NATS/1.0
                                Nats-Expected-Last-Sequence: 00000000000000000000
                                Stan-Time: 0000000000000001234

                                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with space",
                " front",
                "back ",
                "a\r\nStan-Guid: b",
                "\0",
                "\u00ff",
                "%",
                "100%",
                "%41",
                "a:b",
                "*",
                " ",
                "a\tb",
                "\u0080%\n"
            })
    void shouldReadBackEachValue(String text) {
        // given
        byte[] headers = encoded(text, "c", text);

        // when
        StreamMessage message = answered(headers, "data");

        // then
        assertThat(new String(message.guid(), ISO_8859_1)).isEqualTo(text);
        assertThat(new String(message.reply(), ISO_8859_1)).isEqualTo(text);
        assertThat(message.timestampEpochNanos()).isEqualTo(1_234);
        assertThat(message.hasHeaders(headers, headers.length)).isTrue();
    }

    @Test
    void shouldNotLetAValueBeginAnotherHeader() {
        assertThat(new String(encoded("a\r\nNats-Rollup: all", "c", ""), ISO_8859_1))
                .contains("Stan-Guid*: a%0D%0ANats-Rollup:%20all\r\n")
                .doesNotContain("\r\nNats-Rollup");
    }

    @Test
    void shouldTellOwnHeadersFromThoseOfTheServer() {
        // given
        byte[] headers = encoded("guid", "c", "");

        // when
        StreamMessage message = answered(headers, "data");

        // then
        assertThat(message.sequence()).isEqualTo(42);
        assertThat(message.subject()).isEqualTo("stan.c.orders");
        assertThat(message.streamEpochNanos()).isEqualTo(1_796_104_800_000_000_001L);
        assertThat(message.headers().toString(ISO_8859_1))
                .isEqualTo(new String(headers, ISO_8859_1));
        assertThat(message.payload().toString(ISO_8859_1)).isEqualTo("data");
        assertThat(message.countedBytes()).isEqualTo(34 + 13 + headers.length + 4);
    }

    @Test
    void shouldTakeTheTimeOfTheStreamForAMessageOfANativeWriter() {
        // when
        StreamMessage message = answered("NATS/1.0\r\n" + ADDED, "native");

        // then
        assertThat(message.timestampEpochNanos()).isEqualTo(1_796_104_800_000_000_001L);
        assertThat(message.guid()).isEmpty();
        assertThat(message.reply()).isEmpty();
        assertThat(message.countedBytes()).isEqualTo(30 + 13 + 6);
    }

    @Test
    void shouldBelieveTheServerAndNotAWriterThatAddsItsHeaders() {
        // when
        StreamMessage message =
                answered(
                        "NATS/1.0\r\nNats-Stream: x\r\nNats-Sequence: 7\r\nStan-Time: soon\r\n"
                                + ADDED,
                        "");

        // then
        assertThat(message.sequence()).isEqualTo(42);
        assertThat(message.timestampEpochNanos()).isEqualTo(1_796_104_800_000_000_001L);
    }

    @Test
    void shouldTellMessagesApartThatDifferInOneByte() {
        // given
        byte[] headers = encoded("guid", "c", "");
        StreamMessage message = answered(headers, "");
        byte[] elsewhere = headers.clone();
        StoredHeaders.expect(elsewhere, 99);

        // when // then
        assertThat(message.hasHeaders(elsewhere, elsewhere.length)).isTrue();
        assertThat(isMessageOf(message, encoded("guie", "c", ""))).isFalse();
        assertThat(isMessageOf(message, encoded("guid", "c", "r"))).isFalse();
    }

    private static boolean isMessageOf(StreamMessage message, byte[] headers) {
        return message.hasHeaders(headers, headers.length);
    }

    @Test
    void shouldKnowItsHeadersInALongerArray() {
        // given: an array that had the headers of a longer message before
        byte[] headers = encoded("guid", "c", "");
        byte[] room = encoded("a much longer guid", "c", "_INBOX.x");
        System.arraycopy(headers, 0, room, 0, headers.length);

        // when, then
        assertThat(answered(headers, "").hasHeaders(room, headers.length)).isTrue();
    }

    @Test
    void shouldRefuseAnAnswerWithoutTheServersHeaders() {
        assertThatThrownBy(() -> answered("NATS/1.0\r\n\r\n", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
