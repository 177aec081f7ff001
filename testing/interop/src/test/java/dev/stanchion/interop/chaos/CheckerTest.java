package dev.stanchion.interop.chaos;

import static dev.stanchion.interop.chaos.Breach.Promise.A_SEQUENCE_HAS_ONE_CONTENT;
import static dev.stanchion.interop.chaos.Breach.Promise.CLIENTS_ARE_TOLD_OF_NO_ERROR;
import static dev.stanchion.interop.chaos.Breach.Promise.EVERYTHING_STORED_IS_DELIVERED;
import static dev.stanchion.interop.chaos.Breach.Promise.FIRST_DELIVERIES_ARE_IN_ORDER;
import static dev.stanchion.interop.chaos.Breach.Promise.MESSAGES_OF_A_PUBLISHER_KEEP_THEIR_ORDER;
import static dev.stanchion.interop.chaos.Breach.Promise.NOTHING_ACKNOWLEDGED_IS_LOST;
import static dev.stanchion.interop.chaos.Breach.Promise.NOTHING_IS_STORED_THAT_NOBODY_PUBLISHED;
import static dev.stanchion.interop.chaos.Breach.Promise.NOTHING_IS_STORED_TWICE;
import static dev.stanchion.interop.chaos.Breach.Promise.PUBLISHES_ARE_ANSWERED;
import static dev.stanchion.interop.chaos.History.GO;
import static dev.stanchion.interop.chaos.History.NODE;
import static dev.stanchion.interop.chaos.Publish.Outcome.ACKNOWLEDGED;
import static dev.stanchion.interop.chaos.Publish.Outcome.NOT_SENT;
import static dev.stanchion.interop.chaos.Publish.Outcome.REFUSED;
import static dev.stanchion.interop.chaos.Publish.Outcome.UNANSWERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.chaos.ClientRecord.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CheckerTest {
    private final History history = new History();

    private static Set<Breach.Promise> broken(History history) {
        return Checker.check(history.evidence()).stream()
                .map(Breach::promise)
                .collect(Collectors.toSet());
    }

    private static UnaryOperator<List<Delivery>> without(int index) {
        return list -> {
            List<Delivery> changed = new ArrayList<>(list);
            changed.remove(index);
            return changed;
        };
    }

    private static UnaryOperator<List<Delivery>> and(Delivery... more) {
        return list -> {
            List<Delivery> changed = new ArrayList<>(list);
            changed.addAll(Arrays.asList(more));
            return changed;
        };
    }

    @Test
    void shouldFindNothingWhereEverythingIsAsPromised() {
        assertThat(Checker.check(history.evidence())).isEmpty();
    }

    @TestFactory
    List<DynamicTest> shouldFindEachPlantedFault() {
        Delivery seventh = new Delivery(7, Publish.content(NODE, 3), false);
        Delivery unknown = new Delivery(7, Publish.content(NODE, 4), false);
        Delivery earlier = new Delivery(1, Publish.content(NODE, 1), false);
        return List.of(
                fault(
                        NOTHING_ACKNOWLEDGED_IS_LOST,
                        new History().publishes(NODE, 4, 4, ACKNOWLEDGED)),
                fault(NOTHING_ACKNOWLEDGED_IS_LOST, new History().storesAndDelivers(without(5))),
                fault(NOTHING_IS_STORED_TWICE, new History().storesAndDelivers(and(seventh))),
                fault(
                        NOTHING_IS_STORED_THAT_NOBODY_PUBLISHED,
                        new History().storesAndDelivers(and(unknown))),
                fault(
                        MESSAGES_OF_A_PUBLISHER_KEEP_THEIR_ORDER,
                        new History()
                                .publishes(NODE, 4, 4, UNANSWERED)
                                .publishes(NODE, 5, 5, ACKNOWLEDGED)
                                .tells(NODE, Told.Kind.DISCONNECTED, 4)
                                .storesAndDelivers(
                                        and(
                                                new Delivery(7, Publish.content(NODE, 5), false),
                                                new Delivery(8, Publish.content(NODE, 4), false)))),
                fault(
                        A_SEQUENCE_HAS_ONE_CONTENT,
                        new History()
                                .delivers(GO, and(new Delivery(1, Publish.content(GO, 1), true)))),
                fault(
                        A_SEQUENCE_HAS_ONE_CONTENT,
                        new History()
                                .publishes(NODE, 4, 4, ACKNOWLEDGED)
                                .stores(and(unknown))
                                .delivers(NODE, and(unknown))
                                .delivers(GO, and(unknown))
                                .deliversToGroup(and(seventh, unknown))),
                fault(EVERYTHING_STORED_IS_DELIVERED, new History().delivers(GO, without(2))),
                fault(EVERYTHING_STORED_IS_DELIVERED, new History().deliversToGroup(without(2))),
                fault(
                        FIRST_DELIVERIES_ARE_IN_ORDER,
                        new History()
                                .delivers(
                                        NODE, list -> and(earlier).apply(without(0).apply(list)))),
                fault(CLIENTS_ARE_TOLD_OF_NO_ERROR, new History().tells(GO, Told.Kind.ERROR, 4)),
                fault(CLIENTS_ARE_TOLD_OF_NO_ERROR, new History().tells(GO, Told.Kind.LOST, 4)),
                fault(
                        CLIENTS_ARE_TOLD_OF_NO_ERROR,
                        new History()
                                .tells(GO, Told.Kind.DISCONNECTED, 3)
                                .tells(GO, Told.Kind.LOST, 4)),
                fault(CLIENTS_ARE_TOLD_OF_NO_ERROR, new History().publishes(GO, 4, 4, REFUSED)),
                fault(CLIENTS_ARE_TOLD_OF_NO_ERROR, new History().publishes(GO, 4, 4, NOT_SENT)),
                fault(PUBLISHES_ARE_ANSWERED, new History().publishes(GO, 4, 4, UNANSWERED)),
                fault(
                        PUBLISHES_ARE_ANSWERED,
                        new History()
                                .publishes(GO, 4, 4, UNANSWERED)
                                .tells(NODE, Told.Kind.DISCONNECTED, 4)));
    }

    private static DynamicTest fault(Breach.Promise promise, History history) {
        return DynamicTest.dynamicTest(
                promise.toString(), () -> assertThat(broken(history)).containsExactly(promise));
    }

    @Test
    void shouldAllowAMessageToComeTwice() {
        // given
        Delivery again = new Delivery(1, Publish.content(NODE, 1), false);

        // when
        history.delivers(NODE, and(again)).deliversToGroup(and(again));

        // then
        assertThat(broken(history)).isEmpty();
    }

    @Test
    void shouldAllowARedeliveryToComeLate() {
        // given
        Delivery late = new Delivery(1, Publish.content(NODE, 1), true);

        // when
        history.delivers(NODE, list -> and(late).apply(without(0).apply(list)));

        // then
        assertThat(broken(history)).isEmpty();
    }

    @Test
    void shouldAllowAPublishToBeLostWithTheConnectionOfItsClient() {
        // when
        history.publishes(NODE, 4, 4, UNANSWERED)
                .publishes(NODE, 5, 6, NOT_SENT)
                .tells(NODE, Told.Kind.DISCONNECTED, 5)
                .tells(NODE, Told.Kind.ERROR, 6)
                .tells(NODE, Told.Kind.RECONNECTED, 7);

        // then
        assertThat(broken(history)).isEmpty();
    }

    @Test
    void shouldNotExcuseWhatIsLostLongBeforeOrAfterAnOutage() {
        // when
        history.publishes(NODE, 4, 18, UNANSWERED)
                .publishes(NODE, 5, 22, UNANSWERED)
                .tells(NODE, Told.Kind.DISCONNECTED, 20)
                .tells(NODE, Told.Kind.RECONNECTED, 21);

        // then
        assertThat(Checker.unanswered(history.evidence())).hasSize(2);
    }
}
