package dev.stanchion.store.file.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCodecTest {
    private static final List<SessionRecord> ALL_KINDS =
            List.of(
                    new SessionRecord.Server(new ServerRecord("ticketing", "_STAN.discover", "t")),
                    new SessionRecord.Client(
                            new ClientRecord(
                                    "orders-2",
                                    "_INBOX.hb",
                                    "\0\u0080\u00ff",
                                    1,
                                    -250,
                                    3,
                                    "orders",
                                    "token")),
                    new SessionRecord.ClientGone("orders"),
                    new SessionRecord.Channel(9_999, "tickets:created", 17),
                    new SessionRecord.ChannelGone(0),
                    new SessionRecord.Subscription(
                            3,
                            new SubscriptionRecord(
                                    Long.MAX_VALUE,
                                    "",
                                    "durable:group-\u00e9\u4e2d",
                                    "_INBOX.a",
                                    "_INBOX.b",
                                    16_384,
                                    30,
                                    "",
                                    Long.MIN_VALUE,
                                    true,
                                    false)),
                    new SessionRecord.SubscriptionGone(3, 4));

    @Test
    void shouldReadWhatItWrites() {
        assertThat(ALL_KINDS)
                .allSatisfy(record ->
                        assertThat(SessionCodec.decode(SessionCodec.encode(record)))
                                .isEqualTo(record));
    }

    @Test
    void shouldReadWhatMayHaveBeenSent() {
        // given
        SubscriptionRecord inDoubt =
                new SubscriptionRecord(1, "a", "", "_a", "_b", 1, 30, "d", 2, true, true)
                        .withPerhapsSentUpTo(Long.MAX_VALUE);

        // then
        assertThat(inDoubt.user()).isEmpty();
        for (SubscriptionRecord each : List.of(inDoubt, inDoubt.withUser("alice"))) {
            var record = new SessionRecord.Subscription(4, each);
            assertThat(SessionCodec.decode(SessionCodec.encode(record))).isEqualTo(record);
        }
    }

    @Test
    void shouldWriteTheBytesThatEveryVersionReads() {
        // given
        ServerRecord server = new ServerRecord("tix", "_D", "tk");
        ClientRecord client = new ClientRecord("o-2", "_hb", "c1", 1, -250, 3, "o", "tk");
        SubscriptionRecord subscription =
                new SubscriptionRecord(
                        7, "o-2", "g", "_in", "_ack", 16_384, 30, "dur\u00e9", 9, true, false);

        // then
        assertThat(hex(new SessionRecord.Server(server)))
                .isEqualTo("01" + "00000003746978" + "000000025f44" + "00000002746b");
        assertThat(hex(new SessionRecord.Client(client)))
                .isEqualTo(
                        "02"
                                + ("000000036f2d32" + "000000035f6862" + "000000026331")
                                + ("00000001" + "ffffff06" + "00000003")
                                + ("000000016f" + "00000002746b"));
        assertThat(hex(new SessionRecord.Subscription(3, subscription)))
                .isEqualTo(
                        "06"
                                + ("00000003" + "0000000000000007")
                                + ("000000036f2d32" + "0000000167" + "000000035f696e")
                                + ("000000045f61636b" + "00004000" + "0000001e")
                                + ("00000005647572c3a9" + "0000000000000009" + "01" + "00"));
    }

    private static String hex(SessionRecord record) {
        ByteBuffer bytes = SessionCodec.encode(record);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    @Test
    void shouldRefuseARecordThatEndsEarlyOrLate() {
        for (SessionRecord record : ALL_KINDS) {
            ByteBuffer whole = SessionCodec.encode(record);
            for (int length = 0; length < whole.remaining(); length++) {
                ByteBuffer part = whole.slice(whole.position(), length);
                assertThatThrownBy(() -> SessionCodec.decode(part))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            ByteBuffer longer = ByteBuffer.allocate(whole.remaining() + 1).put(whole).clear();
            assertThatThrownBy(() -> SessionCodec.decode(longer))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseAKindThatItDoesNotKnow() {
        assertThatThrownBy(() -> SessionCodec.decode(ByteBuffer.wrap(new byte[] {9})))
                .hasMessage("kind of record: 9 (expected: 1 to 8)");
    }
}
