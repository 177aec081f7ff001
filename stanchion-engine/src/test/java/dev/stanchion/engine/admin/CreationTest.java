package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreationTest {
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

    private static Operation.Create create(PositionKey key, long next) {
        return new Operation.Create(
                CHANNEL, Optional.of(new Operation.NewPosition(key, next, 16, 30)));
    }

    private List<PositionState> positions() {
        return operator.<List<PositionState>>asks(
                        (administration, reply) -> administration.positions(CHANNEL, reply))
                .orThrow();
    }

    private static List<Long> sequences(List<Received> received) {
        return received.stream().map(Received::sequence).toList();
    }

    @Test
    void shouldCreateAChannelAndSayWhatItDoes() {
        // when
        Result result = operator.applies(new Operation.Create(CHANNEL, Optional.empty())).orThrow();

        // then
        assertThat(result.plan().summary()).isEqualTo("tickets:created is created.");
        assertThat(positions()).isEmpty();
        assertThat(
                        operator.plans(new Operation.Create(CHANNEL, Optional.empty()))
                                .orThrow()
                                .summary())
                .isEqualTo("tickets:created exists.");
    }

    @Test
    void shouldCreateADurableThatItsClientResumes() {
        // given
        orders.publishes(CHANNEL, 5);

        // when
        Result result = operator.applies(create(DURABLE, 3)).orThrow();

        // then
        assertThat(result.plan().summary())
                .isEqualTo(
                        "durable orders-1/d on tickets:created is created; it begins with"
                                + " message 3.");
        assertThat(positions())
                .singleElement()
                .satisfies(position -> {
                    assertThat(position.key()).isEqualTo(DURABLE);
                    assertThat(position.nextSequence()).isEqualTo(3);
                    assertThat(position.unsent()).isEqualTo(3);
                });
        assertThat(sequences(orders.subscribes(CHANNEL, Requests.durable("d")).received()))
                .containsExactly(3L, 4L, 5L);
    }

    @Test
    void shouldKeepWhatItCreatedOverARestart() {
        // given
        orders.publishes(CHANNEL, 5);
        operator.applies(create(DURABLE, 3)).orThrow();
        operator.applies(create(GROUP, 4)).orThrow();

        // when
        bed.restart();

        // then
        assertThat(positions())
                .extracting(PositionState::key, PositionState::nextSequence)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(DURABLE, 3L),
                        org.assertj.core.groups.Tuple.tuple(GROUP, 4L));
    }

    @Test
    void shouldCreateADurableGroupThatItsFirstMemberResumes() {
        // given
        orders.publishes(CHANNEL, 5);
        operator.applies(create(GROUP, 4)).orThrow();

        // then
        assertThat(
                        sequences(
                                orders.subscribes(
                                                CHANNEL,
                                                Requests.all(
                                                        Requests.queue("workers"),
                                                        Requests.durable("d")))
                                        .received()))
                .containsExactly(4L, 5L);
        assertThat(positions()).hasSize(1);
    }

    @Test
    void shouldBeginAtTheEndOfAChannelThatIsShorter() {
        // given
        operator.applies(create(DURABLE, 42)).orThrow();

        // when
        orders.publishes(CHANNEL, 2);

        // then
        assertThat(sequences(orders.subscribes(CHANNEL, Requests.durable("d")).received()))
                .containsExactly(1L, 2L);
    }

    @Test
    void shouldRefuseWhatExistsOrCannotBe() {
        // given
        operator.applies(create(DURABLE, 1)).orThrow();

        // then
        for (PositionKey key :
                List.of(
                        DURABLE,
                        new PositionKey.Group("workers"),
                        new PositionKey.Group(":workers"),
                        new PositionKey.Plain(1),
                        new PositionKey.Durable("", "d"))) {
            assertThat(operator.applies(create(key, 1)).failure())
                    .as(key.text())
                    .isInstanceOf(Failure.Invalid.class);
        }
        assertThat(operator.applies(create(GROUP, 0)).failure())
                .isInstanceOf(Failure.Invalid.class);
        assertThat(operator.applies(new Operation.Create("a..b", Optional.empty())).failure())
                .isInstanceOf(Failure.Invalid.class);
        assertThat(positions()).hasSize(1);
    }
}
