package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.Encoded;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Section "Delivery and acks". Source: {@code spec/streaming.md} 6.2 and 6.3. */
@AgainstServer
class DeliveryAndAcksIT {
    @Test
    void s14_072_shouldKeepNoMoreInFlightThanAsked(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).maxInFlight(10));

        // when
        client.publishes(channel, 101);

        // then
        subscriber.awaitsNew(LongStream.rangeClosed(1, 10).toArray());
        subscriber.staysQuiet();
        for (long next = 11; next <= 101; next++) {
            subscriber.acknowledges(next - 10);
            subscriber.awaitsNew(next);
        }
    }

    @Test
    void s14_073_shouldHoldTheNextMessageUntilTheOneInFlightIsAcknowledged(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing one = Subscribing.to(channel).maxInFlight(1);
        Subscriber plain = client.subscribes(one);
        Subscriber durable = client.subscribes(one.durable("dur"));

        // when
        client.publishes(channel, 2);

        // then
        for (Subscriber subscriber : List.of(plain, durable)) {
            subscriber.awaitsNew(1);
            subscriber.staysQuiet();
            subscriber.acknowledges(1);
            subscriber.awaitsNew(2);
        }
    }

    @Test
    void s14_073_shouldHoldTheNextMessageOfAFullGroup(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing member = Subscribing.to(channel).queue("group").maxInFlight(1);
        Subscriber first = client.subscribes(member);
        Subscriber second = client.subscribes(member);

        // when
        client.publishes(channel, 3);

        // then
        Delivered ofFirst = first.awaits();
        second.awaits();
        first.staysQuiet();
        second.staysQuiet();
        first.acknowledges(ofFirst);
        first.awaitsNew(3);
    }

    @Test
    void s14_074_shouldSendAsManyAsWereAcknowledged(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).maxInFlight(2));
        client.publishes(channel, 5);
        subscriber.awaitsNew(1, 2);

        // then
        subscriber.acknowledges(2);
        subscriber.awaitsNew(3);
        subscriber.acknowledges(1, 3);
        subscriber.awaitsNew(4, 5);
    }

    @Test
    void s14_075_shouldIgnoreAcksOfWhatIsNotInFlight(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).maxInFlight(1));
        client.publishes(channel, 3);
        subscriber.awaitsNew(1);

        // when: not sent yet, does not exist, acknowledged before
        subscriber.acknowledges(2, 3, 4711, 0, -1);
        subscriber.staysQuiet();
        subscriber.acknowledges(1, 1);

        // then
        subscriber.awaitsAndAcknowledges(2, 3);
    }

    @Test
    void s14_076_shouldIgnoreAcksThatNameAnotherChannel(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        String other = server.newName();
        client.publishes(other, "it exists");
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, "hello");
        subscriber.awaitsNew(1);

        // when
        subscriber.acknowledges(other, 1);
        subscriber.acknowledges(server.newName(), 1);

        // then
        subscriber.awaitsAgain(1);
        assertThat(client.pings()).isEmpty();
    }

    @Test
    void s14_077_shouldIgnoreUndecodableAcks(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, "hello");
        subscriber.awaitsNew(1);

        // when
        subscriber.acknowledges(Encoded.dummy());
        subscriber.acknowledges(Encoded.empty());

        // then
        subscriber.awaitsAgain(1);
        assertThat(client.pings()).isEmpty();
    }

    @Test
    @Flags(Flags.TEN_MESSAGES)
    void s14_079_shouldGoOnAtTheFirstMessageThatLimitsLeft(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber stalled = client.subscribes(Subscribing.to(channel).maxInFlight(1));
        client.publishes(channel, "1");
        stalled.awaitsNew(1);
        client.publishes(channel, 24);

        // when
        stalled.acknowledges(1);

        // then
        stalled.awaitsAndAcknowledges(16, 17);
    }

    @Test
    @Flags(Flags.ONE_SECOND_OF_AGE)
    void s14_079_shouldGoOnAtTheFirstMessageThatHasNotExpired(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber stalled = client.subscribes(Subscribing.to(channel).maxInFlight(1));
        client.publishes(channel, 5);
        stalled.awaitsNew(1);
        client.awaitsEmptiness(channel);

        // when
        stalled.acknowledges(1);
        client.publishes(channel, "6");

        // then
        stalled.awaitsNew(6);
    }

    @Test
    void s14_081_shouldSendNoMoreThanFitToABlockedSubscriber(ServerUnderTest server) {
        // given: it gets messages but does not come to acknowledge them
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber blocked = client.subscribes(Subscribing.to(channel).maxInFlight(5));
        client.publishes(channel, 2);
        blocked.awaitsNew(1, 2);

        // when
        List<Delivered> more = new ArrayList<>();
        client.publishes(channel, 20);
        more.addAll(blocked.awaitsMessages(3));

        // then
        assertThat(more).extracting(Delivered::sequence).containsExactly(3L, 4L, 5L);
        blocked.staysQuiet(Duration.ofMillis(250));
    }
}
