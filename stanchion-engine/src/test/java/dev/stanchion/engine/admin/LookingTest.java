package dev.stanchion.engine.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookingTest {
    private static final String CHANNEL = "tickets:created";

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final Operator operator = new Operator(bed);
    private final TestClient orders = bed.connected("orders-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private MessagePage page(Place from, boolean backward, int messages, int bytes) {
        PageRequest request = new PageRequest(from, backward, messages, bytes);
        return operator.<MessagePage>asks(
                        (administration, reply) -> administration.peek(CHANNEL, request, reply))
                .orThrow();
    }

    private static List<String> texts(MessagePage page) {
        return page.messages().stream()
                .map(message -> new String(message.data().toByteArray(), UTF_8))
                .toList();
    }

    @Test
    void shouldShowMessagesWithoutATrace() {
        // given
        orders.publishes(CHANNEL, 5);

        // when
        MessagePage forward = page(new Place.Sequence(2), false, 2, 1000);
        MessagePage backward = page(new Place.Last(), true, 2, 1000);

        // then
        assertThat(texts(forward)).containsExactly("1", "2");
        assertThat(forward.next()).isEqualTo(4);
        assertThat(texts(backward)).containsExactly("3", "4");
        assertThat(backward.next()).isEqualTo(3);
        assertThat(page(new Place.Sequence(4), false, 9, 1000).next()).isZero();
        assertThat(page(new Place.Sequence(2), true, 9, 1000).next()).isZero();
        assertThat(bed.snapshot().channels().getFirst().subscriptions()).isEmpty();
        assertThat(bed.snapshot().totals().outMessages()).isZero();
    }

    @Test
    void shouldFindMessagesByTheirTime() {
        // given
        orders.publishes(CHANNEL, 1);
        bed.advance(Duration.ofSeconds(2));
        orders.publishes(CHANNEL, 1);
        long second =
                page(new Place.Last(), false, 1, 1000).messages().getFirst().timestampEpochNanos();

        // then
        assertThat(texts(page(new Place.Time(second - 1), false, 9, 1000))).containsExactly("1");
        assertThat(texts(page(new Place.Time(second + 1), false, 9, 1000))).isEmpty();
    }

    @Test
    void shouldBoundAPageByItsBytes() {
        // given
        for (int i = 0; i < 4; i++) {
            orders.publishes(CHANNEL, "x".repeat(300));
        }

        // then: at least one, and of a page that ends somewhere the last ones
        assertThat(page(new Place.First(), false, 4, 1).messages()).hasSize(1);
        MessagePage backward = page(new Place.Last(), true, 4, 800);
        assertThat(backward.messages()).extracting(StoredMessage::sequence).containsExactly(3L, 4L);
        assertThat(backward.next()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAPageWithoutBounds() {
        // when
        Failure tooMany =
                operator.<MessagePage>asks((administration, reply) ->
                                administration.peek(
                                        CHANNEL,
                                        new PageRequest(new Place.First(), false, 501, 1),
                                        reply))
                        .failure();

        // then
        assertThat(tooMany)
                .isEqualTo(
                        new Failure.Invalid("/limit", "limit: 501 messages (expected: 1 to 500)"));
    }

    @Test
    void shouldTellWhoHasWhatOfAChannel() {
        // given
        orders.publishes(CHANNEL, 5);
        TestSubscription member =
                orders.subscribes(
                        CHANNEL, Requests.all(Requests.queue("workers"), Requests.window(2)));
        orders.subscribes(CHANNEL, Requests.durable("d")).acknowledgesAll();
        member.acknowledges(1);

        // when
        List<PositionState> positions =
                operator.<List<PositionState>>asks(
                                (administration, reply) -> administration.positions(CHANNEL, reply))
                        .orThrow();
        PendingMessages pending =
                operator.<PendingMessages>asks((administration, reply) ->
                                administration.pending(
                                        CHANNEL, new PositionKey.Group("workers"), 1, reply))
                        .orThrow();
        List<MessageDelivery> deliveries =
                operator.<List<MessageDelivery>>asks((administration, reply) ->
                                administration.deliveries(CHANNEL, 2, reply))
                        .orThrow();

        // then
        assertThat(positions)
                .extracting(PositionState::key)
                .containsExactly(
                        new PositionKey.Group("workers"), new PositionKey.Durable("orders-1", "d"));
        assertThat(positions).extracting(PositionState::unsent).containsExactly(2L, 0L);
        assertThat(positions.getFirst().members().getFirst().isStalled()).isTrue();
        assertThat(pending.total()).isEqualTo(2);
        assertThat(pending.oldest())
                .containsExactly(
                        new PendingMessages.Message(
                                2, 0, "orders-1", 1, Duration.ofSeconds(30).toNanos()));
        assertThat(deliveries)
                .extracting(MessageDelivery::state)
                .containsExactly(MessageDelivery.State.IN_FLIGHT, MessageDelivery.State.SETTLED);
    }

    @Test
    void shouldNameThePositionThatIsMissing() {
        // given
        orders.publishes(CHANNEL, 1);
        orders.subscribes(CHANNEL, Requests.all(Requests.queue("workers"), Requests.window(2)));

        // when
        Failure why =
                operator.<PendingMessages>asks((administration, reply) ->
                                administration.pending(
                                        CHANNEL, new PositionKey.Group("worker"), 1, reply))
                        .failure();

        // then
        assertThat(why.text())
                .isEqualTo(
                        "There is no group worker on tickets:created; did you mean group"
                                + " workers?");
    }

    @Test
    void shouldNameTheChannelThatIsMeant() {
        // given
        orders.publishes(CHANNEL, 1);

        // when
        Failure near =
                operator.<List<PositionState>>asks((administration, reply) ->
                                administration.positions("ticket:created", reply))
                        .failure();

        // then
        assertThat(near.text())
                .isEqualTo("There is no channel ticket:created; did you mean tickets:created?");
    }
}
