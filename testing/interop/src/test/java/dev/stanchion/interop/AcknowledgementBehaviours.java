package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.Feature;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.Needs;
import dev.stanchion.interop.client.Received;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The effects of acknowledgements, and of missing ones. */
interface AcknowledgementBehaviours {
    int WINDOW = 512;

    @Test
    default void shouldRedeliverUntilAcknowledged(LibraryUnderTest library) {
        // given a message that is delivered three times
        Client client = library.connect();
        String channel = library.newName();
        Subscription listener = client.subscribe(withOneSecondToAcknowledge(channel));
        client.publish(channel, "twice again");
        List<Received> deliveries = listener.await(3);

        // when
        listener.acknowledge(1);
        int delivered = listener.received().size();
        library.letAckWaitPass();

        // then
        assertThat(deliveries).extracting(Received::isRedelivered).startsWith(false, true, true);
        assertThat(deliveries).extracting(Received::text).containsOnly("twice again");
        assertThat(listener.received().size()).isBetween(3, delivered + 1); // one was on its way
        int settled = listener.received().size();
        library.letAckWaitPass();
        assertThat(listener.received()).hasSize(settled);
    }

    @Test
    @Needs(Feature.REDELIVERY_COUNT)
    default void shouldCountRedeliveries(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscription listener = client.subscribe(withOneSecondToAcknowledge(channel));

        // when
        client.publish(channel, "again");

        // then
        assertThat(listener.await(3)).extracting(Received::redeliveryCount).startsWith(0L, 1L, 2L);
    }

    @Test
    default void shouldNotRedeliverWhatTheLibraryAcknowledgesByItself(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscription listener = client.subscribe(Subscribing.to(channel).ackWaitSeconds(1));

        // when
        client.publishMany(channel, 3);
        listener.awaitAllUpTo(3);
        library.letAckWaitPass();

        // then
        listener.awaitAllUpTo(3);
    }

    @Test
    default void shouldTakeASecondAcknowledgementAsHarmless(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscription listener =
                client.subscribe(withOneSecondToAcknowledge(channel).maxInFlight(1));
        client.publishMany(channel, 3);

        // when each is acknowledged twice
        for (int sequence = 1; sequence <= 3; sequence++) {
            listener.await(sequence);
            listener.acknowledge(sequence);
            listener.acknowledge(sequence);
        }
        library.letAckWaitPass();

        // then
        assertThat(listener.awaitAllUpTo(3)).noneMatch(Received::isRedelivered);
    }

    @Test
    default void shouldDeliverTheNextMessageOnceARedeliveredOneIsAcknowledged(
            LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscription listener =
                client.subscribe(withOneSecondToAcknowledge(channel).maxInFlight(1));
        client.publishMany(channel, 2);
        listener.awaitEventually(List.of(1L));
        listener.await(2);
        assertThat(listener.sequences()).containsOnly(1L);

        // when
        listener.acknowledge(1);

        // then
        listener.awaitEventually(List.of(2L));
        listener.acknowledge(2);
    }

    @Test
    default void shouldHoldBackWhatIsBeyondTheWindow(LibraryUnderTest library) {
        // given a window that is full, and another listener that shows when all were sent
        Client client = library.connect();
        String channel = library.newName();
        Subscription listener =
                client.subscribe(Subscribing.to(channel).acknowledgingByHand().maxInFlight(WINDOW));
        Subscription witness = client.subscribe(Subscribing.to(channel));
        client.publishWithoutWaiting(channel, WINDOW + 88).awaitAcknowledged(WINDOW + 88);
        witness.awaitAllUpTo(WINDOW + 88);
        listener.awaitAllUpTo(WINDOW);

        // when half is acknowledged
        listener.acknowledge(1, WINDOW / 2);

        // then
        listener.awaitAllUpTo(WINDOW + 88);
    }

    private static Subscribing withOneSecondToAcknowledge(String channel) {
        return Subscribing.to(channel).acknowledgingByHand().ackWaitSeconds(1);
    }
}
