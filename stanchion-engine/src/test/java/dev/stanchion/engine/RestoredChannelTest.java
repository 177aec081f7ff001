package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.StartPosition;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine on a store that was filled from elsewhere, through the SPI and before it started. */
class RestoredChannelTest {
    private static final long YEARS_AGO = 1_500_000_000_000_000_000L;

    private final EngineBed bed = new EngineBed(EngineOptions.defaults(), 2);

    /** 17, 18 and 21 to 23; of a durable, 12 (gone), 18 and 20 (never there) are unacknowledged. */
    @BeforeEach
    void restore() {
        EngineOptions options = EngineOptions.defaults();
        bed.store()
                .putServer(
                        new ServerRecord(
                                options.clusterId(), options.discoverPrefix(), "restored"));
        ChannelStore channel = open("foo");
        for (long sequence : new long[] {17, 18, 21, 22, 23}) {
            channel.messages().skipTo(sequence);
            channel.messages().append(new Restored(sequence, YEARS_AGO + sequence, "foo"));
        }
        channel.messages().commit();
        channel.subscriptions().put(durable(4, "orders", "", "d", 21));
        channel.subscriptions().put(durable(6, "", "d:workers", "", 18));
        for (long sequence : new long[] {12, 18, 20}) {
            channel.subscriptions().delivered(4, sequence);
        }
        channel.subscriptions().delivered(6, 17);
        bed.start();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private ChannelStore open(String name) {
        AtomicReference<ChannelStore> opened = new AtomicReference<>();
        bed.store()
                .openChannel(
                        name,
                        ChannelLimits.UNLIMITED,
                        bed.shards().all().getFirst(),
                        new Unconcerned(),
                        new Outcome<>() {
                            @Override
                            public void succeeded(ChannelStore result) {
                                opened.set(result);
                            }

                            @Override
                            public void failed(StoreException why) {
                                throw why;
                            }
                        });
        return opened.get();
    }

    private static SubscriptionRecord durable(
            long id, String clientId, String group, String name, long lastSent) {
        return new SubscriptionRecord(
                id, clientId, group, "", "", 16, 30, name, lastSent, true, true);
    }

    @Test
    void shouldResumeADurableExactlyWhereItEnded() {
        // given
        TestClient client = bed.connected("orders");

        // when
        TestSubscription durable = client.subscribes("foo", Requests.durable("d"));

        // then
        assertThat(durable.again()).containsExactly(18L);
        assertThat(durable.first()).containsExactly(22L, 23L);
    }

    @Test
    void shouldGoOnBehindTheLastMessage() {
        // given
        TestClient client = bed.connected("orders");
        TestSubscription durable =
                client.subscribes("foo", Requests.durable("d")).acknowledgesAll();

        // when
        client.publishes("foo", 1);

        // then
        assertThat(durable.first()).containsExactly(22L, 23L, 24L);
        assertThat(bed.store().channel("foo").pendingOf(4)).doesNotContain(18L, 22L, 23L, 24L);
    }

    @Test
    void shouldResumeAGroupThatHadNoMembers() {
        // given
        TestClient client = bed.connected("other");

        // when
        TestSubscription member =
                client.subscribes(
                        "foo", Requests.all(Requests.durable("d"), Requests.queue("workers")));

        // then
        assertThat(member.again()).containsExactly(17L);
        assertThat(member.first()).containsExactly(21L, 22L, 23L);
    }

    @Test
    void shouldStartNewSubscriptionsAtWhatIsThere() {
        // given
        TestClient client = bed.connected("other");

        // when
        TestSubscription all = client.subscribes("foo", Requests.from(StartPosition.FIRST));
        TestSubscription inTheHole = client.subscribes("foo", Requests.fromSequence(19));
        TestSubscription last =
                client.subscribes("foo", Requests.from(StartPosition.LAST_RECEIVED));

        // then
        assertThat(all.sequences()).containsExactly(17L, 18L, 21L, 22L, 23L);
        assertThat(inTheHole.sequences()).containsExactly(21L, 22L, 23L);
        assertThat(last.sequences()).containsExactly(23L);
    }

    @Test
    void shouldGiveNoSubscriptionAnIdThatWasUsed() {
        // given
        TestClient client = bed.connected("other");

        // when
        client.subscribes("foo");

        // then
        assertThat(bed.store().channel("foo").subscriptions())
                .extracting(SubscriptionRecord::id)
                .containsExactly(4L, 6L, 7L);
    }

    private record Restored(long sequence, long timestampEpochNanos, String channel)
            implements LogEntry {
        private static final byte[] DATA = "restored".getBytes(StandardCharsets.UTF_8);

        @Override
        public int encodedLength() {
            return MsgProtoEncoder.encodedLength(
                    sequence, channel.length(), 0, DATA.length, timestampEpochNanos);
        }

        @Override
        public void writeTo(ByteBuf target) {
            MsgProtoEncoder.write(
                    target,
                    sequence,
                    channel.getBytes(StandardCharsets.UTF_8),
                    Unpooled.wrappedBuffer(DATA),
                    0,
                    0,
                    0,
                    DATA.length,
                    timestampEpochNanos);
        }
    }

    private static final class Unconcerned implements LogListener {
        @Override
        public void onDurable(long sequence) {}

        @Override
        public void onInserted(int count) {
            throw new AssertionError("there is no other writer");
        }

        @Override
        public void onLost(StoreException why) {
            throw why;
        }
    }
}
