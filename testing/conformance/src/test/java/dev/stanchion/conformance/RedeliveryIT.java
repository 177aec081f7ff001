package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Arrivals;
import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.NatsPeer;
import dev.stanchion.conformance.peer.Patience;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.kit.wire.NatsMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section "Redelivery". Source: {@code spec/streaming.md} 6.4 and 6.5. T is always 1 s. */
@Tag("long")
@AgainstServer
class RedeliveryIT {
    /** T without the tolerance of 15 ms by which a server may be early. */
    private static final long NOT_BEFORE_MILLIS = 1000 - 15;

    @Test
    void s14_082_shouldRedeliverEachMessageInItsOwnTime(ServerUnderTest server) {
        // given: two messages 100 ms apart
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, "1");
        subscriber.awaitsNew(1);
        subscriber.staysQuiet(Duration.ofMillis(100));
        client.publishes(channel, "2");
        subscriber.awaitsNew(2);

        // when
        List<Delivered> again = subscriber.awaitsMessages(2);
        subscriber.acknowledges(1, 2);

        // then
        assertThat(again).extracting(Delivered::sequence).containsExactly(1L, 2L);
        assertThat(again).allMatch(Delivered::redelivered);
        assertThat(again).allMatch(message -> message.ageMillis() >= NOT_BEFORE_MILLIS);
        server.letsAckWaitPass();
        subscriber.staysQuiet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "group"})
    void s14_083_shouldCountRedeliveries(String queueGroup, ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber =
                client.subscribes(Subscribing.to(channel).queue(queueGroup).ackWaitSeconds(1));
        Subscriber patient = client.subscribes(Subscribing.to(channel).ackWaitSeconds(5));

        // when
        client.publishes(channel, "never acknowledged");
        patient.awaitsNew(1);

        // then
        assertThat(subscriber.awaits().redeliveryCount()).isZero();
        for (int count = 1; count <= 3; count++) {
            Delivered again = subscriber.awaits();
            assertThat(again.redelivered()).isTrue();
            assertThat(again.redeliveryCount()).isEqualTo(count);
            assertThat(again.ageMillis()).isGreaterThanOrEqualTo(count * NOT_BEFORE_MILLIS);
        }
        assertThat(patient.soFar()).as("before the end of 5 s").isEmpty();
    }

    @Test
    void s14_084_shouldCountForEachSubscriptionAlone(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing wish = Subscribing.to(channel).fromFirst().ackWaitSeconds(1);
        Subscriber first = client.subscribes(wish);
        client.publishes(channel, "hello");
        assertThat(first.awaits().redeliveryCount()).isZero();
        first.awaitsAgain(1);

        // when
        Delivered fresh = client.subscribes(wish).awaits();

        // then
        assertThat(fresh.redelivered()).isFalse();
        assertThat(fresh.redeliveryCount()).isZero();
    }

    @Test
    void s14_085_shouldRedeliverWhatWasNotAcknowledged(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, 10);
        subscriber.awaitsNew(LongStream.rangeClosed(1, 10).toArray());

        // when
        subscriber.acknowledges(1, 3, 5, 7, 9);

        // then: twice, to see that nothing else comes between
        subscriber.awaitsAgain(2, 4, 6, 8, 10);
        subscriber.awaitsAgain(2, 4, 6, 8, 10);
    }

    @Test
    void s14_086_shouldRedeliverToAFullSubscriptionButSendNothingNew(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber full =
                client.subscribes(Subscribing.to(channel).ackWaitSeconds(1).maxInFlight(2));

        // when
        client.publishes(channel, 3);

        // then
        full.awaitsNew(1, 2);
        full.awaitsAgain(1, 2);
        full.awaitsAgain(1, 2);
    }

    @Test
    @Flags(Flags.TEN_MESSAGES)
    void s14_088_shouldNotRedeliverWhatLimitsDropped(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber full =
                client.subscribes(Subscribing.to(channel).ackWaitSeconds(1).maxInFlight(10));
        client.publishes(channel, 10);
        full.awaitsNew(LongStream.rangeClosed(1, 10).toArray());

        // when: message 1 is dropped
        client.publishes(channel, "11");

        // then
        List<Delivered> further = full.awaitsMessages(10);
        assertThat(further)
                .filteredOn(Delivered::redelivered)
                .extracting(Delivered::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 10).boxed().toList());
        assertThat(further)
                .filteredOn(message -> !message.redelivered())
                .extracting(Delivered::sequence)
                .containsExactly(11L);
        assertThat(full.awaitsMessages(10))
                .extracting(Delivered::sequence)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, 11).boxed().toList());
    }

    @Test
    @Flags(Flags.ONE_SECOND_OF_AGE)
    void s14_089_shouldFreeTheSlotOfAnExpiredMessage(ServerUnderTest server) {
        // given: it expires before its ack wait ends
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber full =
                client.subscribes(Subscribing.to(channel).ackWaitSeconds(2).maxInFlight(1));
        client.publishes(channel, "expires");
        full.awaitsNew(1);

        // when: others keep coming, so that one of them is still there when the slot is free
        List<Delivered> next = new ArrayList<>();
        Patience.until(
                "another message",
                () -> {
                    client.publishes(channel, "waits for a slot");
                    next.addAll(full.soFar());
                    return !next.isEmpty();
                });

        // then
        assertThat(next.getFirst().redelivered()).isFalse();
        assertThat(next.getFirst().sequence()).isGreaterThan(1);
    }

    @Test
    @Flags(Flags.SHORT_HEARTBEATS)
    void s14_090_shouldNotRedeliverToAFailingClient(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();
        client.heartbeats().staySilent();
        client.connects();
        String channel = server.newName();
        Subscriber plain = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.heartbeats().awaits();
        client.heartbeats().awaits(); // so the first has failed
        client.publishes(channel, "new messages are delivered all the same");
        plain.awaitsNew(1);

        // when: the second has failed too, after 1.5 s
        NatsMessage third = client.heartbeats().awaits();
        assertThat(plain.soFar()).as("redelivered to a failing client").isEmpty();
        client.heartbeats().areAnswered();
        client.heartbeats().answer(third);

        // then
        plain.awaitsAgain(1);
    }

    @Test
    @Flags(Flags.SHORT_HEARTBEATS)
    void s14_091_shouldRedeliverToAClientThatCameBack(ServerUnderTest server) {
        // given
        StanPeer lost = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur").ackWaitSeconds(1);
        List<Subscribing> kinds = List.of(durable, durable.queue("group"));
        List<Subscriber> before = kinds.stream().map(lost::subscribes).toList();
        lost.publishes(channel, "unacknowledged");
        before.forEach(subscriber -> subscriber.awaitsNew(1));

        // when: its heartbeat fails, but not often enough to close it
        lost.nats().cuts();
        StanPeer back = server.stranger(lost.id());
        new Arrivals<String>("a heartbeat interval").stayAway(Duration.ofMillis(700));
        back.connects();

        // then
        for (Subscriber resumed : kinds.stream().map(back::subscribes).toList()) {
            resumed.awaitsAgain(1);
            resumed.awaitsAgain(1);
        }
    }

    @Test
    void s14_092_shouldRedeliverOnceAfterADisconnection(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, "unacknowledged");
        subscriber.awaitsNew(1);
        client.nats().cuts();
        server.letsAckWaitPass();
        server.letsAckWaitPass();

        // when
        NatsPeer back = server.nats();
        Arrivals<NatsMessage> inbox = back.subscribes(subscriber.inbox());
        Delivered again = Delivered.from(inbox.awaits());
        subscriber.acknowledgesOver(back, 1);

        // then
        assertThat(again.sequence()).isEqualTo(1);
        assertThat(again.redelivered()).isTrue();
        server.letsAckWaitPass();
        inbox.stayAway();
    }
}
