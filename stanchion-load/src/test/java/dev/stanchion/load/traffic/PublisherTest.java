package dev.stanchion.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.protocol.PubAck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final int WINDOW = 4;

    private SocketChannel channel;
    private Link link;
    private Publisher publisher;

    @BeforeEach
    void open() throws IOException {
        channel = SocketChannel.open(); // never connected: nothing is written before a flush
        link = Link.busy(channel, 128);
        MessageBlock block = MessageBlock.core(0, "subject", 128);
        publisher =
                Publisher.storing(
                        link, block, WINDOW, Backlog.unbounded(), 0, new StreamingReceipts(), true);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    private void begin(int messages) {
        publisher.begin(new Quota(messages, Duration.ofHours(1), 0));
    }

    /** Lets the publisher send as much as it may. Returns the number of sent messages. */
    private long work() {
        long before = publisher.published();
        while (publisher.work(System.nanoTime())) {
            link.write(ByteBuffer.allocate(0)); // as if it had left
        }
        return publisher.published() - before;
    }

    private void answer(String guid, String error) {
        ByteBuf encoded = Unpooled.buffer();
        new PubAck(guid, error).encodeTo(encoded);
        byte[] bytes = ByteBufUtil.getBytes(encoded);
        publisher.onArrival();
        publisher.onMessage(Messages.on(Link.ACKS, bytes));
        publisher.onDrained();
    }

    private void acknowledge(long number) {
        answer("0123456789%012x".formatted(number), "");
    }

    @Test
    void shouldLeaveNoMoreUnacknowledgedThanItsWindow() {
        // given
        begin(6);

        // when
        long sent = work();

        // then
        assertThat(sent).isEqualTo(WINDOW);
        acknowledge(0);
        assertThat(work()).isEqualTo(1);
    }

    @Test
    void shouldBeDoneOnceAllIsAcknowledgedInWhateverOrder() {
        // given
        begin(4);
        work();

        // when
        acknowledge(2);
        acknowledge(1);
        acknowledge(3);
        work();
        long before = publisher.roundsDone();
        acknowledge(0);
        work();

        // then
        assertThat(before).isZero();
        assertThat(publisher.roundsDone()).isEqualTo(1);
        assertThat(publisher.published()).isEqualTo(4);
        assertThat(publisher.latencies().corrected().count()).isEqualTo(4);
    }

    @Test
    void shouldNotCountAnAcknowledgementTwice() {
        // given
        begin(4);
        work();
        acknowledge(1);

        // then
        assertThatThrownBy(() -> acknowledge(1)).hasMessageContaining("message 1 was acknowledged");
        assertThatThrownBy(() -> acknowledge(9)).hasMessageContaining("message 9 was acknowledged");
    }

    @Test
    void shouldSayWhatTheServerRefused() {
        // given
        begin(1);
        work();

        // then
        assertThatThrownBy(() -> answer("0123456789000000000000", "too many channels"))
                .hasMessageContaining("the server refused a message: too many channels");
    }

    @Test
    void shouldSendWhatIsDueByItsScheduleAndNoMore() {
        // given: one message every second
        publisher.begin(new Quota(100, Duration.ofHours(1), 1e9));
        long start = publisher.startNanos();

        // when
        boolean first = publisher.work(start);
        link.write(ByteBuffer.allocate(0));
        boolean tooEarly = publisher.work(start + 900_000_000L);
        boolean second = publisher.work(start + 1_000_000_000L);

        // then
        assertThat(first).isTrue();
        assertThat(tooEarly).isFalse();
        assertThat(second).isTrue();
        assertThat(publisher.published()).isEqualTo(2);
    }
}
