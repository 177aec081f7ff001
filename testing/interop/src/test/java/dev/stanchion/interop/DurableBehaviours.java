package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.Received;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import org.junit.jupiter.api.Test;

/** The state that a durable subscription keeps, and for how long. */
interface DurableBehaviours {

    @Test
    default void shouldResumeWhereItsAcknowledgementsLeftIt(LibraryUnderTest library) {
        // given a durable whose client acknowledged the first of three and is gone
        Client first = library.connect();
        String channel = library.newName();
        first.publishMany(channel, 3);
        Subscribing durable =
                Subscribing.to(channel).durableAs("orders").fromFirst().acknowledgingByHand();
        Subscription before = first.subscribe(durable);
        before.awaitAllUpTo(3);
        before.acknowledge(1);
        first.close();

        // when
        Client second = library.connect(library.connecting().as(first.id()));
        Subscription after = second.subscribe(durable);
        second.publish(channel, "new");

        // then
        assertThat(after.awaitExactly(2L, 3L, 4L))
                .extracting(Received::isRedelivered)
                .containsExactly(true, true, false);
    }

    @Test
    default void shouldResumeWithOtherSettings(LibraryUnderTest library) {
        // given two messages in flight
        Client first = library.connect();
        String channel = library.newName();
        Subscribing durable = Subscribing.to(channel).durableAs("orders").acknowledgingByHand();
        Subscription before =
                first.subscribe(durable.fromFirst().ackWaitSeconds(30).maxInFlight(2));
        first.publishMany(channel, 3);
        before.awaitAllUpTo(2);
        first.close();

        // when it comes back for new messages, one at a time, with an ack wait of a second
        Client second = library.connect(library.connecting().as(first.id()));
        Subscription after = second.subscribe(durable.fromNew().ackWaitSeconds(1).maxInFlight(1));

        // then the position is the old one, and the window and the ack wait are new
        after.awaitAllUpTo(2);
        after.acknowledge(1, 2);
        after.await(4);
        assertThat(after.sequences()).startsWith(1L, 2L, 3L, 3L);
        after.acknowledge(3);
    }

    @Test
    default void shouldRememberItsPositionWhenTheSubscriptionCloses(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscribing durable = Subscribing.to(channel).durableAs("orders").fromFirst();
        Subscription before = client.subscribe(durable);
        client.publishMany(channel, 2);
        before.awaitAllUpTo(2);

        // when
        before.close();
        client.publish(channel, "meanwhile");

        // then
        client.subscribe(durable).awaitExactly(3L);
        before.awaitAllUpTo(2);
    }

    @Test
    default void shouldForgetItsPositionWhenItUnsubscribes(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscribing durable = Subscribing.to(channel).durableAs("orders").fromFirst();
        Subscription before = client.subscribe(durable);
        client.publishMany(channel, 2);
        before.awaitAllUpTo(2);

        // when
        before.unsubscribe();
        client.publish(channel, "meanwhile");

        // then
        client.subscribe(durable).awaitAllUpTo(3);
        before.awaitAllUpTo(2);
    }

    @Test
    default void shouldRefuseADurableThatIsActive(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        Subscribing durable = Subscribing.to(library.newName()).durableAs("orders");
        client.subscribe(durable);

        // when
        String refusal = client.refusalOf(durable);

        // then
        assertThat(refusal).isEqualTo("stan: duplicate durable registration");
    }
}
