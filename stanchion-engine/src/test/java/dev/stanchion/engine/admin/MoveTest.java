package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MoveTest {
    private static final String CHANNEL = "tickets:created";
    private static final PositionKey DURABLE = new PositionKey.Durable("orders-1", "d");
    private static final PositionKey GROUP = new PositionKey.Group("d:workers");

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final Operator operator = new Operator(bed);
    private final TestClient orders = bed.connected("orders-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private static Operation move(PositionKey position, Place to) {
        return new Operation.Move(CHANNEL, position, to, false);
    }

    private TestSubscription member(TestClient client) {
        return client.subscribes(
                CHANNEL, Requests.all(Requests.queue("workers"), Requests.durable("d")));
    }

    private static List<Long> sequences(TestSubscription subscription) {
        return subscription.received().stream().map(Received::sequence).toList();
    }

    @Test
    void shouldSendAgainWhatIsBehindTheNewPlaceAsIfItWereNew() {
        // given
        orders.publishes(CHANNEL, 5);
        TestSubscription durable = orders.subscribes(CHANNEL, Requests.durable("d"));
        durable.acknowledges(1, 2);

        // when
        Operation back = move(DURABLE, new Place.Sequence(2));
        Plan plan = operator.plans(back).orThrow();
        Result result = operator.applies(back, plan.state()).orThrow();

        // then
        assertThat(plan.summary())
                .isEqualTo(
                        "durable d of orders-1 on tickets:created goes from 6 back to 2. 4 messages"
                                + " are delivered again, 3 in flight are forgotten. 1 client is"
                                + " connected.");
        assertThat(plan.effects()).isEqualTo(new Effects(4, 0, 3, 0, 0, 0, List.of("orders-1")));
        assertThat(result.effects()).isEqualTo(plan.effects());
        assertThat(sequences(durable)).containsExactly(1L, 2L, 3L, 4L, 5L, 2L, 3L, 4L, 5L);
        assertThat(durable.received()).allMatch(received -> !received.isRedelivered());
        assertThat(result.undo())
                .contains(new Operation.Move(CHANNEL, DURABLE, new Place.Sequence(6), true));
    }

    @Test
    void shouldSkipWhatIsBeforeTheNewPlace() {
        // given
        orders.publishes(CHANNEL, 5);
        TestSubscription durable =
                orders.subscribes(CHANNEL, Requests.all(Requests.durable("d"), Requests.window(2)));

        // when
        Result result = operator.applies(move(DURABLE, new Place.Sequence(5))).orThrow();

        // then
        assertThat(result.effects()).isEqualTo(new Effects(0, 2, 2, 0, 0, 0, List.of("orders-1")));
        assertThat(sequences(durable)).containsExactly(1L, 2L, 5L);
        bed.advance(Duration.ofMinutes(2));
        assertThat(sequences(durable)).startsWith(1L, 2L, 5L, 5L).doesNotContain(3L, 4L);
    }

    @Test
    void shouldKeepInFlightWhatIsBeforeTheNewPlaceIfAsked() {
        // given
        orders.publishes(CHANNEL, 5);
        TestSubscription durable =
                orders.subscribes(CHANNEL, Requests.all(Requests.durable("d"), Requests.window(2)));

        // when
        Result result =
                operator.applies(new Operation.Move(CHANNEL, DURABLE, new Place.Last(), true))
                        .orThrow();
        bed.advance(Duration.ofSeconds(31));

        // then
        assertThat(result.effects().forgottenInFlight()).isZero();
        assertThat(sequences(durable)).containsExactly(1L, 2L, 1L, 2L);
    }

    @Test
    void shouldMoveADurableGroupWithAllItsMembersAcrossARestart() {
        // given
        TestClient payments = bed.connected("payments-1");
        orders.publishes(CHANNEL, 6);
        TestSubscription one = member(orders).acknowledgesAll();
        TestSubscription two = member(payments).acknowledgesAll();
        orders.publishes(CHANNEL, 4);
        int before = one.received().size() + two.received().size();

        // when
        Result result = operator.applies(move(GROUP, new Place.First())).orThrow();

        // then
        assertThat(result.effects().redelivered()).isEqualTo(10);
        assertThat(one.received().size() + two.received().size()).isEqualTo(before + 10);

        // when
        operator.applies(move(GROUP, new Place.By(-3))).orThrow();
        bed.restart();

        // then
        assertThat(one.received().size() + two.received().size()).isEqualTo(before + 13);
        PositionState state =
                operator.<List<PositionState>>asks(
                                (administration, reply) -> administration.positions(CHANNEL, reply))
                        .orThrow()
                        .getFirst();
        assertThat(state.nextSequence()).isEqualTo(11);
        assertThat(state.pending()).isZero();
    }

    @Test
    void shouldKeepThePlaceOfAnOfflineDurableAcrossARestart() {
        // given
        orders.publishes(CHANNEL, 5);
        orders.subscribes(CHANNEL, Requests.durable("d")).acknowledgesAll().closes();

        // when
        operator.applies(move(DURABLE, new Place.Sequence(4))).orThrow();
        bed.restart();

        // then
        assertThat(sequences(orders.subscribes(CHANNEL, Requests.durable("d"))))
                .containsExactly(4L, 5L);
    }

    @Test
    void shouldGoByTheTimeAtWhichMessagesWereStored() {
        // given
        orders.publishes(CHANNEL, 2);
        bed.advance(Duration.ofMinutes(1));
        orders.publishes(CHANNEL, 2);
        long recently = bed.shards().epochNanos() - Duration.ofSeconds(1).toNanos();
        TestSubscription durable = orders.subscribes(CHANNEL, Requests.durable("d"));

        // when
        operator.applies(move(DURABLE, new Place.Time(recently))).orThrow();

        // then
        assertThat(sequences(durable)).containsExactly(1L, 2L, 3L, 4L, 3L, 4L);
    }

    @Test
    void shouldSendNothingUntilTheStoreHasThePlace() {
        // given
        orders.publishes(CHANNEL, 3);
        TestSubscription durable = orders.subscribes(CHANNEL, Requests.durable("d"));
        bed.store().holdBackAnswers("flush");

        // when
        Operator.Asked<Result> first = operator.applies(move(DURABLE, new Place.First()));
        Operator.Asked<Result> second = operator.applies(move(DURABLE, new Place.First()));

        // then
        assertThat(first.isAnswered()).isFalse();
        assertThat(second.failure()).isEqualTo(new Failure.Busy(CHANNEL));
        assertThat(sequences(durable)).containsExactly(1L, 2L, 3L);

        // when
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(first.orThrow().effects().redelivered()).isEqualTo(3);
        assertThat(sequences(durable)).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
    }

    @Test
    void shouldNotMoveWhatIsItsClients() {
        // given
        orders.publishes(CHANNEL, 3);
        orders.subscribes(CHANNEL, Requests.queue("workers"));

        // when
        Operation back = move(new PositionKey.Group("workers"), new Place.First());

        // then
        assertThat(operator.plans(back).orThrow().refusal()).isPresent();
        assertThat(operator.applies(back).failure().text())
                .isEqualTo(
                        "Only durables and durable groups can be moved. The place of group workers"
                                + " is its client's.");
    }

    @Test
    void shouldRefuseAPlanOfAnotherState() {
        // given
        orders.publishes(CHANNEL, 3);
        orders.subscribes(CHANNEL, Requests.durable("d")).acknowledgesAll();
        Operation last = move(DURABLE, new Place.Sequence(1));
        Plan plan = operator.plans(last).orThrow();

        // when
        orders.publishes(CHANNEL, 2);

        // then
        Failure why = operator.applies(last, plan.state()).failure();
        assertThat(why).isInstanceOf(Failure.Stale.class);
        assertThat(((Failure.Stale) why).now().effects().redelivered()).isEqualTo(5);
        assertThat(((Failure.Stale) why).differences())
                .containsExactly(
                        new Difference("position", "4", "6"),
                        new Difference("lastSequence", "3", "5"),
                        new Difference("messages", "3", "5"));
        assertThat(operator.applies(last, "nonsense").failure())
                .isEqualTo(
                        new Failure.Invalid("/state", "This is not the state of a plan: nonsense"));
        Failure other = operator.applies(move(DURABLE, new Place.Last()), plan.state()).failure();
        assertThat(((Failure.Stale) other).differences())
                .containsExactly(
                        new Difference(
                                "operation",
                                "another one, or with other arguments",
                                "move durable orders-1/d on tickets:created"));
    }

    @Test
    void shouldRecordEachChangeForTheAudit() {
        // given
        orders.publishes(CHANNEL, 3);
        orders.subscribes(CHANNEL, Requests.durable("d")).acknowledgesAll();

        // when
        operator.plans(move(DURABLE, new Place.First()));
        operator.applies(move(DURABLE, new Place.First()));
        operator.applies(move(GROUP, new Place.First()));

        // then
        assertThat(operator.changes())
                .extracting(change -> change.by().user(), change -> change.effects().redelivered())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("ops", 3L),
                        org.assertj.core.api.Assertions.tuple("ops", 0L));
        assertThat(operator.changes().getLast().failure())
                .isEqualTo(Optional.of(new Failure.NoSuchPosition(CHANNEL, GROUP, List.of())));
    }
}
