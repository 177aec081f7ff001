package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a backup asks for. */
class CheckpointTest {
    private static final String CHANNEL = "tickets:created";

    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withPolicies(
                                    PolicyText.parse(
                                            "tickets:*=max_deliveries:2,key:$.id,on_parked:hold_key")),
                    3);
    private final Operator operator = new Operator(bed);
    private final TestClient publisher = bed.connected("publisher");
    private final TestClient worker = bed.connected("worker");

    @AfterEach
    void close() {
        bed.close();
    }

    private Checkpoint checkpoint(String channel) {
        return operator.<Checkpoint>asks(
                        (administration, reply) -> administration.checkpoint(channel, reply))
                .orThrow();
    }

    private LogPage log(long from, long upTo) {
        return operator.<LogPage>asks(
                        (administration, reply) -> administration.log(CHANNEL, from, upTo, reply))
                .orThrow();
    }

    private static List<Long> sequences(LogPage page) {
        ByteBuf frames = Unpooled.wrappedBuffer(page.frames().toByteArray());
        MsgProtoCursor message = new MsgProtoCursor();
        List<Long> sequences = new ArrayList<>();
        while (frames.isReadable()) {
            int length = frames.readInt();
            assertThat(message.wrap(frames, frames.readerIndex(), length)).isTrue();
            frames.skipBytes(length);
            sequences.add(message.sequence());
        }
        assertThat(sequences).hasSize(page.messages());
        return sequences;
    }

    /** All sorts of positions, with messages that are unacknowledged, failed, parked, and aside. */
    private void positions() {
        worker.subscribes(CHANNEL, Requests.all(Requests.queue("plain"), Requests.ackWait(1)));
        worker.subscribes(
                CHANNEL,
                Requests.all(
                        Requests.queue("lasting"), Requests.durable("d"), Requests.ackWait(5)));
        worker.subscribes(CHANNEL, Requests.durable("mine")).acknowledges(1);
        for (int i = 0; i < 12; i++) {
            publisher.publishes(CHANNEL, "{\"id\":%d,\"n\":%d}".formatted(i % 3, i));
        }
        bed.advance(Duration.ofMillis(3_500));
    }

    private List<RecoveredState.Subscription> recorded(String channel) {
        return bed.store().recover().channels().stream()
                .filter(each -> each.name().equals(channel))
                .flatMap(each -> each.subscriptions().stream())
                .sorted(Comparator.comparingLong(each -> each.subscription().id()))
                .toList();
    }

    /** The store may have the deliveries of a group with another one of its members. */
    private static List<List<Long>> pendingOf(List<RecoveredState.Subscription> all) {
        return all.stream()
                .sorted(Comparator.comparingLong(each -> each.subscription().id()))
                .map(RecoveredState.Subscription::pending)
                .toList();
    }

    @Test
    void shouldHaveTheSamePositionsAsTheStore() {
        // given
        positions();

        // when
        Checkpoint found = checkpoint(CHANNEL);

        // then
        assertThat(found.lastSequence()).isEqualTo(12);
        assertThat(found.firstSequence()).isEqualTo(1);
        assertThat(pendingOf(found.subscriptions())).isEqualTo(pendingOf(recorded(CHANNEL)));
        assertThat(found.subscriptions())
                .allSatisfy(each ->
                        assertThat(each.subscription().lastSent())
                                .isLessThanOrEqualTo(found.lastSequence()));
        assertThat(found.subscriptions())
                .filteredOn(each -> each.subscription().queueGroup().equals("plain"))
                .singleElement()
                .satisfies(each ->
                        assertThat(each.subscription().attempts()).as("held keys").isNotEmpty());
        assertThat(found.highestSubscriptionId())
                .isEqualTo(
                        found.subscriptions().stream()
                                .mapToLong(each -> each.subscription().id())
                                .max()
                                .orElseThrow());
    }

    @Test
    void shouldHaveWhatWaitsBesideTheFeed() {
        // given
        worker.subscribes(CHANNEL, Requests.queue("ordered"));
        for (int i = 0; i < 5; i++) {
            publisher.publishes(CHANNEL, "{\"id\":7}");
        }

        // when
        Checkpoint found = checkpoint(CHANNEL);

        // then
        assertThat(found.subscriptions())
                .singleElement()
                .extracting(RecoveredState.Subscription::pending)
                .isEqualTo(List.of(1L, 2L, 3L, 4L, 5L));
    }

    @Test
    void shouldNotBeAheadOfWhatIsDurable() {
        // given
        worker.subscribes(CHANNEL, Requests.durable("mine"));
        publisher.publishes(CHANNEL, "{\"id\":1}");
        bed.store().holdBack();
        Payload data = Payload.of("{\"id\":2}".getBytes(StandardCharsets.UTF_8));
        operator.startsToApply(new Operation.Publish(CHANNEL, data, ""));
        bed.settle();

        // when
        Checkpoint found = checkpoint(CHANNEL);

        // then
        assertThat(found.lastSequence()).isEqualTo(1);
        assertThat(sequences(log(1, Long.MAX_VALUE))).containsExactly(1L);
        bed.store().letGo();
        bed.settle();
        assertThat(sequences(log(1, Long.MAX_VALUE))).containsExactly(1L, 2L);
    }

    @Test
    void shouldHaveTheOpenMessagesOfAParkedChannel() {
        // given
        positions();

        // when
        Checkpoint parked = checkpoint(CHANNEL + ".parked");

        // then
        assertThat(parked.lastSequence()).isPositive();
        assertThat(parked.subscriptions())
                .singleElement()
                .satisfies(each ->
                        assertThat(each.pending())
                                .isEqualTo(recorded(CHANNEL + ".parked").getFirst().pending()));
    }

    @Test
    void shouldCopyMessagesPageByPage() {
        // given
        String large = "x".repeat(400_000);
        for (int i = 0; i < 5; i++) {
            publisher.publishes(CHANNEL, large);
        }

        // when
        LogPage first = log(1, 4);
        LogPage second = log(first.next(), 4);

        // then
        assertThat(sequences(first)).containsExactly(1L, 2L);
        assertThat(first.next()).isEqualTo(3);
        assertThat(sequences(second)).containsExactly(3L, 4L);
        assertThat(second.next()).isZero();
        assertThat(first.incarnation()).isEqualTo(checkpoint(CHANNEL).incarnation());
        assertThat(sequences(log(9, 10))).isEmpty();
    }

    @Test
    void shouldTellTheClientsAndTheServer() {
        // when
        Identity identity = operator.<Identity>asks(Administration::identity).orThrow();

        // then
        assertThat(identity.server()).isEqualTo(bed.store().recover().server().orElseThrow());
        assertThat(identity.clients())
                .extracting(ClientRecord::clientId)
                .containsExactlyInAnyOrder("publisher", "worker");
        assertThat(identity.toString()).doesNotContain("requestToken");
    }
}
