package dev.stanchion.store.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.StreamConfig;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are not as the store has left them. */
class StreamTroubleIT {
    @TempDir private static Path directory;

    private static TestCluster cluster;

    private JetStreamDevice device;
    private StoreFixture fixture;
    private Operator operator;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(directory);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) { // else there is no nats-server that is new enough
            cluster.close();
        }
    }

    @BeforeEach
    void open() {
        device = cluster.newDevice();
        device.hurry();
        fixture = new StoreFixture(device);
        operator = new Operator(cluster, fixture);
    }

    @AfterEach
    void close() {
        operator.close();
        fixture.close();
    }

    private static SubscriptionRecord durable(long lastSent) {
        return new SubscriptionRecord(
                1, "orders", "", "_INBOX.in", "_INBOX.ack", 16, 30, "dur", lastSent, true, false);
    }

    private StreamInfo info(String channel) {
        return operator.ask((api, answer) -> api.info(device.names().stream(channel), answer));
    }

    private StreamConfig foreign(String name, String subject) {
        return new StreamConfig(
                name, List.of(subject), 0, 0, 0, true, false, true, 1, false, List.of(), Map.of());
    }

    @Test
    void shouldRefuseAStreamOfSomebodyElse() {
        // given
        String name = device.names().stream("orders");
        operator.<StreamInfo>ask((api, answer) -> api.create(foreign(name, "orders.*"), answer));

        // when // then
        assertThatThrownBy(() -> fixture.open("orders"))
                .hasStackTraceContaining(
                        ("stream %s exists and is not a Stanchion's (subjects: orders.*): rename it,"
                                        + " or adopt it: channels { orders: { stream: \"%s\" } }")
                                .formatted(name, name));
    }

    @Test
    void shouldRefuseAChannelWhoseStreamIsGone() {
        // given
        fixture.open("foo").store("m", 3);
        fixture.restart();
        operator.<JsonObject>ask((api, answer) -> api.delete(device.names().stream("foo"), answer));

        // when
        TestChannel channel = fixture.open("foo");

        // then
        assertThat(channel.log().lastSequence()).isEqualTo(3);
        assertThat(channel.log().messageCount()).isZero();
        assertThatThrownBy(() -> channel.append("next"))
                .hasStackTraceContaining("is gone: somebody has deleted it");
    }

    @Test
    void shouldStopAChannelWhoseStreamIsDeletedMeanwhile() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m");
        operator.<JsonObject>ask((api, answer) -> api.delete(device.names().stream("foo"), answer));

        // when
        channel.append("lost");
        channel.commit();

        // then
        assertThat(channel.losses())
                .singleElement()
                .satisfies(why -> assertThat(why).hasMessageContaining("somebody has deleted it"));
        assertThatThrownBy(() -> channel.append("next")).isInstanceOf(StoreException.class);
    }

    @Test
    void shouldContinueBehindWhatWasSeenIfTheStreamIsBehind() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 3);
        channel.subscriptions().put(durable(9));
        channel.flushSubscriptions();

        // when
        fixture.crash();
        TestChannel again = fixture.open("foo");
        fixture.settle();

        // then
        assertThat(again.store("next").sequence()).isEqualTo(10);
        assertThat(again.kept()).hasSize(4);
        assertThat(info("foo").lastSequence()).isEqualTo(10);
        assertThat(info("foo").messages()).isEqualTo(4);
    }

    @Test
    void shouldRemoveGapsThatAnInterruptedProcessHasLeft() {
        // given
        fixture.open("foo").store("m", 2);
        fixture.restart();
        operator.publish(device.names().gapSubject("foo"), "");
        await().pollInSameThread().until(() -> info("foo").lastSequence() == 3);

        // when
        TestChannel channel = fixture.open("foo");

        // then
        assertThat(channel.log().messageCount()).isEqualTo(2);
        assertThat(channel.log().lastSequence()).isEqualTo(3);
        assertThat(channel.store("next").sequence()).isEqualTo(4);
        assertThat(channel.kept()).hasSize(3);
    }

    @Test
    void shouldFinishADeletionThatWasInterrupted() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 2);
        channel.subscriptions().put(durable(1));
        channel.flushSubscriptions();
        // only the mark leaves, the request to delete the stream does not
        device.link().letLeave(reply -> reply.endsWith(".$FI"));
        fixture.store()
                .deleteChannel(
                        "foo", fixture.shard(), JetStreamSubscriptionLog.NobodyWaits.INSTANCE);
        fixture.shard().runReady();
        device.link().flush();

        // when
        fixture.crash();

        // then
        assertThat(fixture.recovered().channels()).isEmpty();
        assertThat(fixture.open("foo").log().lastSequence()).isZero();
    }
}
