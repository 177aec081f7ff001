package dev.stanchion.store.file.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CatalogCodecTest {
    private static final SubscriptionRecord SUBSCRIPTION =
            new SubscriptionRecord(
                    7, "o-2", "g", "_in", "_ack", 16_384, 30, "dur\u00e9", 9, true, false);

    @Test
    void shouldWriteTheBytesThatEveryVersionReads() {
        // given
        ServerRecord server = new ServerRecord("tix", "_D", "tk");
        ClientRecord client = new ClientRecord("o-2", "_hb", "c1", 1, -250, 3, "o", "tk");

        // then
        assertThat(hex(new CatalogRecord.Server(server)))
                .isEqualTo("01" + "00000003746978" + "000000025f44" + "00000002746b");
        assertThat(hex(new CatalogRecord.Client(client)))
                .isEqualTo(
                        "02"
                                + ("000000036f2d32" + "000000035f6862" + "000000026331")
                                + ("00000001" + "ffffff06" + "00000003")
                                + ("000000016f" + "00000002746b"));
        assertThat(hex(new CatalogRecord.Subscription(3, SUBSCRIPTION, new long[] {4, 5, 300}, 9)))
                .isEqualTo(
                        "14"
                                + ("0000000000000003" + "0000000000000007")
                                + ("000000036f2d32" + "0000000167" + "000000035f696e")
                                + ("000000045f61636b" + "00004000" + "0000001e")
                                + ("00000005647572c3a9" + "0000000000000009" + "01" + "00")
                                + ("00000002" + "0402" + "a60201")
                                + "0000000000000009");
        assertThat(hex(new CatalogRecord.Run(new RunRecord(2, 255, true, false))))
                .isEqualTo("15" + "0000000000000002" + "00000000000000ff" + "0100");
    }

    @Test
    void shouldReadWhatIsPendingOfASubscription() {
        // given
        long[] pending = {4, 5, 300};

        // when
        CatalogRecord read =
                CatalogCodec.decode(
                        CatalogCodec.encode(
                                new CatalogRecord.Subscription(3, SUBSCRIPTION, pending, 7)));

        // then
        assertThat(read)
                .isInstanceOfSatisfying(
                        CatalogRecord.Subscription.class,
                        of -> {
                            assertThat(of.channel()).isEqualTo(3);
                            assertThat(of.subscription()).isEqualTo(SUBSCRIPTION);
                            assertThat(of.pending()).containsExactly(pending);
                            assertThat(of.frame()).isEqualTo(7);
                        });
    }

    @Test
    void shouldReadASubscriptionOfAServerThatWroteNoDeliveryLog() {
        // given
        ByteBuffer written =
                CatalogCodec.encode(
                        new CatalogRecord.Subscription(3, SUBSCRIPTION, new long[] {4}, 0));
        ByteBuffer older = ByteBuffer.allocate(written.remaining() - Long.BYTES);
        older.put(written.slice(0, older.capacity())).put(0, (byte) 6).flip();

        // when
        CatalogRecord read = CatalogCodec.decode(older);

        // then
        assertThat(read)
                .isInstanceOfSatisfying(
                        CatalogRecord.Subscription.class,
                        of -> {
                            assertThat(of.subscription()).isEqualTo(SUBSCRIPTION);
                            assertThat(of.pending()).containsExactly(4);
                            assertThat(of.frame()).isZero();
                        });
    }

    private static String hex(CatalogRecord record) {
        ByteBuffer bytes = CatalogCodec.encode(record);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
