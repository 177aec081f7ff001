package dev.stanchion.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.shape.Ballast;
import dev.stanchion.load.shape.Protocol;
import dev.stanchion.load.shape.Reception;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Work;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that an incorrect round never becomes a figure. */
class SubscriberTest {
    private static final byte[] CHANNEL = "c".getBytes(StandardCharsets.US_ASCII);

    private SocketChannel channel;
    private Link link;

    @BeforeEach
    void open() throws IOException {
        channel = SocketChannel.open(); // never connected: nothing is written before a flush
        link = Link.busy(channel, 128);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    private Subscriber subscriber(Reception reception, int publishers) {
        Shape shape =
                new Shape(
                        "test",
                        Protocol.STREAMING,
                        publishers,
                        1,
                        reception,
                        1,
                        16,
                        new Work.Flood(1),
                        Ballast.NONE);
        Subscriber subscriber = new Subscriber(link, shape);
        subscriber.add(new StreamingEnvelope("_INBOX.acks", "c"));
        return subscriber;
    }

    private static byte[] delivery(long sequence, int publisher, long number, int redeliveries) {
        ByteBuffer payload = ByteBuffer.allocate(16);
        Tag.write(payload, 0, publisher, number);
        ByteBuf encoded = Unpooled.buffer();
        ByteBuf source = Unpooled.wrappedBuffer(payload.array());
        MsgProtoEncoder.write(encoded, sequence, CHANNEL, source, 0, 0, 0, 16, 1);
        MsgProtoEncoder.writeRedelivery(encoded, redeliveries);
        return ByteBufUtil.getBytes(encoded);
    }

    private static void deliver(Subscriber subscriber, byte[] delivery) {
        subscriber.onArrival();
        subscriber.onMessage(Messages.on(Subscriber.FIRST_SID, delivery));
        subscriber.onDrained();
    }

    @Test
    void shouldCountAndAcknowledgeWhatComesInOrder() {
        // given
        Subscriber subscriber = subscriber(Reception.EACH, 2);

        // when
        deliver(subscriber, delivery(7, 0, 0, 0));
        deliver(subscriber, delivery(8, 1, 0, 0));
        deliver(subscriber, delivery(9, 0, 1, 0));

        // then
        assertThat(subscriber.delivered().get()).isEqualTo(3);
        assertThat(link.small().position()).isPositive();
    }

    @Test
    void shouldTakeOtherKeysInAnyOrderAndEachKeyInItsOwn() {
        // given
        Subscriber subscriber = subscriber(Reception.KEYED, 1);
        deliver(subscriber, delivery(6, 0, 5, 0));

        // when: message 2 has waited, and another one of its key comes
        deliver(subscriber, delivery(3, 0, 2, 0));
        deliver(subscriber, delivery(10_003, 0, 10_002, 0));

        // then
        assertThat(subscriber.delivered().get()).isEqualTo(3);
        assertThatThrownBy(() -> deliver(subscriber, delivery(4, 0, 2, 0)))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("message 2 of publisher 0 came after 10002");
    }

    @Test
    void shouldNoticeALostMessage() {
        // given
        Subscriber subscriber = subscriber(Reception.EACH, 1);
        deliver(subscriber, delivery(1, 0, 0, 0));

        // then
        assertThatThrownBy(() -> deliver(subscriber, delivery(3, 0, 2, 0)))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("sequence 3 came after 1");
    }

    @Test
    void shouldNoticeARepeatedMessage() {
        // given
        Subscriber subscriber = subscriber(Reception.EACH, 1);
        deliver(subscriber, delivery(1, 0, 0, 0));

        // then
        assertThatThrownBy(() -> deliver(subscriber, delivery(1, 0, 0, 0)))
                .hasMessageContaining("sequence 1 came after 1");
        assertThatThrownBy(() -> deliver(subscriber, delivery(2, 0, 1, 1)))
                .hasMessageContaining("message 2 was delivered a second time");
    }

    @Test
    void shouldNoticeThatAPublishersMessagesChangedPlaces() {
        // given: sequences that look right
        Subscriber subscriber = subscriber(Reception.EACH, 1);
        deliver(subscriber, delivery(1, 0, 5, 0));

        // then
        assertThatThrownBy(() -> deliver(subscriber, delivery(2, 0, 4, 0)))
                .hasMessageContaining("message 4 of publisher 0 came after 5");
    }

    @Test
    void shouldLetAQueueMemberMissWhatOthersGot() {
        // given
        Subscriber subscriber = subscriber(Reception.QUEUE, 1);

        // when
        deliver(subscriber, delivery(1, 0, 0, 0));
        deliver(subscriber, delivery(4, 0, 3, 0));

        // then
        assertThat(subscriber.delivered().get()).isEqualTo(2);
        assertThatThrownBy(() -> deliver(subscriber, delivery(2, 0, 1, 0)))
                .hasMessageContaining("sequence 2 came after 4");
    }

    @Test
    void shouldNotMistakeSomebodyElsesMessage() {
        // given
        Subscriber subscriber = subscriber(Reception.EACH, 1);

        // then
        assertThatThrownBy(() -> deliver(subscriber, delivery(1, 3, 0, 0)))
                .hasMessageContaining("publisher 3 came, which does not exist");
    }
}
