package dev.stanchion.store.jetstream.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.store.jetstream.GuidMessage;
import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.Requests;
import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.Ledger;
import dev.stanchion.store.remote.Tail;
import dev.stanchion.store.remote.TailMemory;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final String SUBJECT = "stan.c.orders";
    private static final int MAX_PAYLOAD = 1024 * 1024;

    private final ManualShard shard = ManualShard.alone();
    private final ClusterLink link = new SilentLink();
    private final SpareMessages spare = new SpareMessages();
    private final StreamForm form = new StreamForm("orders", SUBJECT, link, spare);
    private final Tail tail = new Tail(new TailMemory(MAX_PAYLOAD, 0), shard, 1);
    private final Admission admission = new Admission("the NATS cluster", MAX_PAYLOAD);
    private final Contents contents =
            new Contents(
                    new Ledger(List.of()),
                    tail,
                    0,
                    0,
                    new StreamReader(
                            new JetStreamApi(
                                    new Requests(new Inbox(link, "secret")),
                                    shard,
                                    Optional.empty()),
                            "orders",
                            "ORDERS",
                            SUBJECT,
                            Duration.ofSeconds(1),
                            link::maxPayloadBytes),
                    admission,
                    spare);

    /** A cluster that nobody hears. */
    private final class SilentLink implements ClusterLink {
        @Override
        public ShardExecutor shard() {
            return shard;
        }

        @Override
        public boolean isUp() {
            return true;
        }

        @Override
        public int maxPayloadBytes() {
            return MAX_PAYLOAD;
        }

        @Override
        public String serverVersion() {
            return "2.15.3";
        }

        @Override
        public String serverAddress() {
            return "localhost:4222";
        }

        @Override
        public boolean publish(
                byte[] subject,
                byte[] reply,
                int replyLength,
                ByteBuf source,
                int index,
                int headerLength,
                int length) {
            return true;
        }

        @Override
        public Registration subscribe(String subject, ClusterHandler handler) {
            return () -> {};
        }

        @Override
        public void listen(ClusterListener listener) {}
    }

    private Waiting append(long sequence) {
        GuidMessage message = new GuidMessage(sequence, sequence, "orders", "guid-" + sequence);
        Waiting waiting = form.of(message, tail.room(message.encodedLength()));
        admission.admit("orders", waiting.admittedBytes());
        contents.append(waiting);
        return waiting;
    }

    @Test
    void shouldUseMessagesAgainThatHaveBecomeDurable() {
        // given
        Waiting first = append(1);
        Waiting second = append(2);

        // when
        contents.becomeDurable(1);
        Waiting third = append(3);

        // then
        assertThat(third).isSameAs(first).isNotSameAs(second);
        assertThat(third.sequence()).isEqualTo(3);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(spare.size()).isZero();

        // when
        contents.becomeDurable(3);

        // then
        assertThat(spare.size()).isEqualTo(2);
        assertThat(admission.waitingBytes()).isZero();
    }

    @Test
    void shouldUseMessagesAgainThatAreLost() {
        // given
        append(1);
        append(2);

        // when
        contents.loseWaiting();

        // then
        assertThat(spare.size()).isEqualTo(2);
        assertThat(admission.waitingBytes()).isZero();
        assertThat(contents.isEmpty()).isTrue();
    }
}
