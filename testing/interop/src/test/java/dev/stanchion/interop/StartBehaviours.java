package dev.stanchion.interop;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Where a new subscription starts: each position with each kind of subscription, which is alone, a
 * durable, a queue group or a durable queue group.
 */
interface StartBehaviours {

    @Test
    default void shouldStartAllKindsWithNewMessagesOnly(LibraryUnderTest library) {
        startsAll(library, Subscribing::fromNew, 4L);
    }

    @Test
    default void shouldStartAllKindsWithTheLastMessage(LibraryUnderTest library) {
        startsAll(library, Subscribing::fromLast, 3L, 4L);
    }

    @Test
    default void shouldStartAllKindsWithEverythingThatIsThere(LibraryUnderTest library) {
        startsAll(library, Subscribing::fromFirst, 1L, 2L, 3L, 4L);
    }

    @Test
    default void shouldStartAllKindsAtASequence(LibraryUnderTest library) {
        startsAll(library, what -> what.fromSequence(2), 2L, 3L, 4L);
    }

    /** Three messages, the subscriptions, and one more message. */
    private static void startsAll(
            LibraryUnderTest library, UnaryOperator<Subscribing> start, Long... expected) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        client.publishMany(channel, 3);

        // when
        List<Subscription> all = subscribeAllKinds(client, start.apply(Subscribing.to(channel)));
        client.publish(channel, "new");

        // then
        all.forEach(subscription -> subscription.awaitExactly(expected));
    }

    /**
     * Libraries send how long ago the time was, one of them in whole seconds: hence messages three
     * seconds apart, and a time half a second after the first.
     */
    @Test
    default void shouldStartAllKindsAtATime(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        client.publish(channel, "early");
        Instant afterTheFirst = Instant.now().plus(Duration.ofMillis(500));
        for (int second = 1; second <= 3; second++) {
            library.letAckWaitPass();
        }
        client.publish(channel, "late");

        // when
        List<Subscription> all =
                subscribeAllKinds(client, Subscribing.to(channel).from(afterTheFirst));
        client.publish(channel, "new");

        // then
        all.forEach(subscription -> subscription.awaitExactly(2L, 3L));
    }

    private static List<Subscription> subscribeAllKinds(Client client, Subscribing what) {
        return List.of(
                client.subscribe(what),
                client.subscribe(what.durableAs("durable")),
                client.subscribe(what.inGroup("group")),
                client.subscribe(what.inGroup("group").durableAs("durable")));
    }
}
