package dev.stanchion.store.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.StreamConfig;
import dev.stanchion.store.jetstream.api.StreamInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of streams that somebody else has made. */
class AdoptedLogIT {
    private static final String STREAM = "ORDERS";

    @TempDir private static Path directory;

    private static TestCluster cluster;

    /** Of one test: what an ended store has sent may arrive late, and must not reach the next. */
    private final String subject = "orders.new" + System.nanoTime();

    /** The same for tests with a wildcard: they write natively, and nobody waits for an answer. */
    private final String wild = "wild" + System.nanoTime();

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
        device =
                cluster.newDevice(
                        cluster.options()
                                .withAdopted(
                                        Map.of(
                                                "orders",
                                                new AdoptedStream(STREAM, Optional.empty()))));
        device.hurry();
        fixture = new StoreFixture(device);
        operator = new Operator(cluster, fixture);
    }

    @AfterEach
    void close() {
        operator.<JsonObject>ask((api, answer) -> api.delete(STREAM, answer));
        operator.close();
        fixture.close();
    }

    private static StreamConfig config(String taken, long maxMessages, boolean discardsOld) {
        return new StreamConfig(
                STREAM,
                List.of(taken),
                maxMessages,
                0,
                0,
                discardsOld,
                false,
                true,
                1,
                false,
                List.of(),
                Map.of());
    }

    private void make(String taken, long maxMessages) {
        StreamConfig config = config(taken, maxMessages, true);
        operator.<StreamInfo>ask((api, answer) -> api.create(config, answer));
    }

    private StreamInfo info() {
        return operator.ask((api, answer) -> api.info(STREAM, answer));
    }

    /** A stream stores what it gets in its own time, also after an answer to a later request. */
    private void writeNatively(String target, String data) {
        long before = info().lastSequence();
        operator.publish(target, data);
        await().pollInSameThread().until(() -> info().lastSequence() > before);
    }

    private static SubscriptionRecord durable(long id, long lastSent) {
        return new SubscriptionRecord(
                id, "orders", "", "_INBOX.in", "_INBOX.ack", 16, 30, "dur", lastSent, true, false);
    }

    private static List<String> kept(TestChannel channel) {
        return channel.kept().stream().map(TestMessage::data).toList();
    }

    /** Lets the store look what others have done. */
    private void look() {
        fixture.shard().advance(Duration.ofSeconds(6));
        fixture.settle();
        fixture.settle();
    }

    /** On a busy machine an answer may come too late, and the next one counts. */
    private void lookUntil(BooleanSupplier done) {
        for (int i = 0; i < 20 && !done.getAsBoolean(); i++) {
            look();
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    /** The stream is full for a moment, and refuses new messages. */
    private void loseEverythingThatIsSent(TestChannel channel, String data) {
        StreamConfig config = config(subject, info().messages(), false);
        operator.<StreamInfo>ask((api, answer) -> api.update(config, answer));
        channel.append(data);
        channel.commit();
        assertThat(channel.losses()).isNotEmpty();
        operator.<StreamInfo>ask((api, answer) -> api.update(config(subject, 0, false), answer));
    }

    @Test
    void shouldDeleteTheChannelAndLeaveTheStream() {
        // given
        make(subject, 0);
        TestChannel channel = fixture.open("orders");
        channel.store("m", 3);
        channel.subscriptions().put(durable(1, 2));
        channel.flushSubscriptions();

        // when
        fixture.delete("orders");

        // then
        assertThat(info().messages()).isEqualTo(3);
        fixture.restart();
        assertThat(fixture.recovered().channels()).isEmpty();
        assertThat(kept(fixture.open("orders"))).hasSize(3);
    }

    @Test
    void shouldRemoveNothingFromTheStream() {
        // given
        make(subject, 0);
        TestChannel channel = fixture.open("orders", new ChannelLimits(2, 0, 1));
        channel.store("m", 5);
        List<StoreException> failures = new ArrayList<>();

        // when
        channel.log().removeOlderThan(Long.MAX_VALUE);
        channel.log().removeUpTo(4, Outcome.of(done -> {}, failures::add));
        look();

        // then
        assertThat(failures)
                .singleElement()
                .satisfies(why ->
                        assertThat(why)
                                .hasMessageContaining(
                                        "Remove its messages with: nats stream purge ORDERS"));
        assertThat(channel.log().messageCount()).isEqualTo(5);
        fixture.restart();
        assertThat(info().messages()).isEqualTo(5);
    }

    @Test
    void shouldGiveTheSequenceOfALostMessageToTheNextOne() {
        // given
        make(subject, 0);
        TestChannel channel = fixture.open("orders");
        channel.store("a");

        // when
        loseEverythingThatIsSent(channel, "lost");

        // then
        assertThat(channel.store("b").sequence()).isEqualTo(2);
        assertThat(kept(channel)).containsExactly("a", "b");
        assertThat(info().lastSequence()).isEqualTo(2);
    }

    @Test
    void shouldNotGiveASequenceAgainThatASubscriptionIsBehind() {
        // given
        make(subject, 0);
        TestChannel channel = fixture.open("orders");
        channel.store("a");
        channel.subscriptions().put(durable(1, 2)); // it began while the second one waited
        channel.flushSubscriptions();

        // when
        loseEverythingThatIsSent(channel, "lost");

        // then
        assertThatThrownBy(() -> channel.append("b"))
                .hasMessageContaining(
                        "stream ORDERS ends at 1, and a subscription is at 2, so it would miss what"
                                + " comes next");

        // when: its position is set
        channel.subscriptions().replace(durable(1, 1), new long[0]);

        // then
        assertThat(channel.store("b").sequence()).isEqualTo(2);
    }

    @Test
    void shouldNotAppendToAStreamThatIsBehindASubscription() {
        // given
        make(subject, 0);
        TestChannel channel = fixture.open("orders");
        channel.store("m", 3);
        channel.subscriptions().put(durable(1, 3));
        channel.flushSubscriptions();
        fixture.restart();
        operator.<JsonObject>ask((api, answer) -> api.delete(STREAM, answer));
        make(subject, 0);

        // when
        TestChannel again = fixture.open("orders");

        // then
        assertThatThrownBy(() -> again.append("b")).hasMessageContaining("ends at 0");
        again.subscriptions().delete(1);
        assertThat(again.store("b").sequence()).isEqualTo(1);
        assertThat(info().lastSequence()).isEqualTo(1);
    }

    @Test
    void shouldNotLeaveAHole() {
        // given
        make(subject, 0);
        TestChannel channel = fixture.open("orders");
        channel.store("a");

        // when
        channel.log().skipTo(10);

        // then
        assertThatThrownBy(() -> channel.append("b"))
                .hasMessageContaining(
                        "sequence 10: stream ORDERS, which is somebody else's, goes on at 2");
    }

    @Test
    void shouldCountWhatTheStreamKeeps() {
        // given
        make(subject, 5);
        TestChannel channel = fixture.open("orders");
        channel.store("m", 4);

        // when
        for (int i = 5; i <= 12; i++) {
            writeNatively(subject, "n" + i);
        }
        lookUntil(() -> channel.log().byteCount() == info().bytes());

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(8);
        assertThat(channel.log().messageCount()).isEqualTo(5);
        assertThat(channel.log().byteCount()).isEqualTo(info().bytes());
        assertThat(channel.log().countFrom(10)).isEqualTo(3);
        assertThat(kept(channel)).containsExactly("n8", "n9", "n10", "n11", "n12");
        assertThat(channel.store("m13").sequence()).isEqualTo(13);
    }

    @Test
    void shouldCountNoHoles() {
        // given
        make(wild + ".*", 0);
        for (int i = 0; i < 10; i++) {
            writeNatively(wild + ".new", "m" + i);
        }
        TestChannel channel = fixture.open("orders");
        assertThat(channel.log().countFrom(1)).isEqualTo(10);

        // when
        operator.<JsonObject>ask((api, answer) -> api.purgeUpTo(STREAM, 10, answer));
        lookUntil(() -> channel.log().messageCount() == 1);

        // then
        assertThat(channel.log().messageCount()).isEqualTo(1);
        assertThat(channel.log().firstSequence()).isEqualTo(10);
        assertThat(channel.log().countFrom(1)).isEqualTo(1);
        assertThat(kept(channel)).containsExactly("m9");
        assertThatThrownBy(() -> channel.append("x"))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.READ_ONLY));
    }

    @Test
    void shouldFindWhereATimeIsInAReadOnlyStream() {
        // given
        make(wild + ".*", 0);
        writeNatively(wild + ".new", "a");
        writeNatively(wild + ".old", "b");
        TestChannel channel = fixture.open("orders");
        long second = channel.kept().get(1).timestampEpochNanos();

        // then
        assertThat(channel.sequenceAt(second)).isEqualTo(2);
        assertThat(channel.sequenceAt(0)).isEqualTo(1);
        assertThat(channel.sequenceAt(Long.MAX_VALUE)).isEqualTo(3);
    }

    @Test
    void shouldStopAReadOnlyChannelWhoseStreamIsMadeAnew() {
        // given
        make(wild + ".*", 0);
        writeNatively(wild + ".new", "a");
        TestChannel channel = fixture.open("orders");
        operator.<JsonObject>ask((api, answer) -> api.delete(STREAM, answer));
        make(wild + ".*", 0);

        // when
        lookUntil(() -> channel.log().messageCount() == 0);

        // then
        assertThat(channel.log().lastSequence()).isEqualTo(1);
        assertThatThrownBy(() -> channel.append("x"))
                .hasMessageContaining("stream ORDERS was deleted and made anew");
    }
}
