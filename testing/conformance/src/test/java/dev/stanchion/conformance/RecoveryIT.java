package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.Patience;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.FaultyServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.PersistentServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Section "Restart" on a persistent store, without queue groups. Source: {@code spec/streaming.md}
 * 11.1 and 11.2.
 *
 * <p>Redeliveries right after the start can be lost, because no connection is back yet. The
 * expectations here allow for that.
 */
@Tag("long")
@AgainstServer
class RecoveryIT {
    /** A message may be redelivered this much before its time ({@code spec/streaming.md} 6.4). */
    private static final int TOLERANCE_MILLIS = 15;

    @Test
    void s14_048_shouldRefuseAChannelThatDiffersInCaseOnlyAfterARestart(PersistentServer server) {
        // given
        StanPeer client = server.client();
        client.publishes("Foo", "1");

        // when
        server.restarts();

        // then
        assertThat(client.asksToPublish(client.message("foo", "2")).error()).contains("exists");
        assertThat(client.asksToSubscribe(Subscribing.to("FoO")).error()).contains("exists");
        client.publishes("Foo", "2");
    }

    @Test
    void s14_146_shouldGoOnWithFourKindsAfterARestart(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        List<Subscriber> subscribers =
                List.of(
                        client.subscribesAndAcknowledges(Subscribing.to(channel)),
                        client.subscribesAndAcknowledges(Subscribing.to(channel).durable("dur")),
                        client.subscribesAndAcknowledges(Subscribing.to(channel).queue("one")),
                        client.subscribesAndAcknowledges(Subscribing.to(channel).queue("two")));
        client.publishes(channel, "1");
        subscribers.forEach(each -> each.awaitsNew(1));
        client.settles(channel);

        // when
        server.restarts();
        client.publishes(channel, "2");

        // then
        subscribers.forEach(each -> each.awaitsNew(2));
        subscribers.forEach(Subscriber::staysQuiet);
    }

    @Test
    void s14_147_shouldRedeliverAfterARestartAndCountFromOne(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, "1");
        subscriber.awaitsNew(1);
        subscriber.awaitsAgain(1);
        subscriber.awaitsAgain(1);

        // when
        server.restarts();

        // then
        int first = subscriber.awaits().redeliveryCount();
        assertThat(first).isBetween(1, 2);
        assertThat(subscriber.awaits().redeliveryCount()).isEqualTo(first + 1);
        assertThat(subscriber.awaits().redeliveryCount()).isEqualTo(first + 2);

        // when: over the ack inbox from before
        subscriber.acknowledges(1);

        // then
        subscriber.staysQuiet(Duration.ofMillis(1_200));
    }

    @Test
    void s14_148_shouldNotRedeliverEarlyAfterARestart(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).ackWaitSeconds(3));
        client.publishes(channel, "1");
        subscriber.awaitsNew(1);

        // when
        server.restarts();

        // then: an early one, before the connection was back, would have been the first
        Delivered again = subscriber.awaits();
        assertThat(again.redeliveryCount()).isEqualTo(1);
        assertThat(again.ageMillis()).isGreaterThanOrEqualTo(3_000 - TOLERANCE_MILLIS);
    }

    @Test
    void s14_149_shouldBeAsFullAfterARestartAsBefore(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing oneAtATime = Subscribing.to(channel).maxInFlight(1).ackWaitSeconds(2);
        Subscriber full = client.subscribes(oneAtATime);
        Subscriber empty = client.subscribes(oneAtATime);
        client.publishes(channel, 2);
        full.awaitsNew(1);
        empty.awaitsAndAcknowledges(1, 2);
        client.settles(channel);

        // when
        server.restarts();
        client.publishes(channel, "3");

        // then
        empty.awaitsNew(3);
        full.awaitsAgain(1);
        full.staysQuiet();
        full.acknowledges(1);
        full.awaitsNew(2);
    }

    @Test
    void s14_150_shouldGoOnWithAHandlerThatWasBlockedMeanwhile(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).maxInFlight(2));
        client.publishes(channel, 10);
        subscriber.awaitsNew(1, 2);

        // when
        server.restarts();
        subscriber.staysQuiet();
        subscriber.acknowledges(1, 2);

        // then
        subscriber.awaitsAndAcknowledges(3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void s14_151_shouldRedeliverToEachWhatItHad(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber one = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        Subscriber other = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, 2);
        one.awaitsNew(1, 2);
        other.awaitsNew(1, 2);
        one.acknowledges(2);
        other.acknowledges(1);
        client.settles(channel);

        // when
        server.restarts();
        Subscriber third = client.subscribes(Subscribing.to(channel).fromFirst());

        // then
        third.awaitsNew(1, 2);
        one.awaitsAgain(1, 1);
        other.awaitsAgain(2, 2);
        third.staysQuiet();
    }

    @Test
    void s14_154_shouldKeepADurableOfflineOverRestarts(PersistentServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        Subscriber offline = client.subscribes(durable);
        client.publishes(channel, "1");
        offline.awaitsAndAcknowledges(1);
        assertThat(offline.closes()).isEmpty();
        client.publishes(channel, "2");

        // when
        server.restarts();

        // then
        offline.staysQuiet();
        Subscriber resumed = client.subscribes(durable);
        resumed.awaitsAndAcknowledges(2);

        // when
        assertThat(resumed.closes()).isEmpty();
        client.publishes(channel, "3");
        server.restarts();

        // then
        client.subscribes(durable).awaitsNew(3);
    }

    @Test
    void s14_155_shouldSendNothingToInboxesOfTheClosed(PersistentServer server) {
        // given
        StanPeer closed = server.client();
        StanPeer publisher = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur").ackWaitSeconds(1);
        Subscriber plainDurable = closed.subscribes(durable);
        Subscriber durableMember = closed.subscribes(durable.queue("group"));
        publisher.publishes(channel, "1");
        plainDurable.awaitsNew(1);
        durableMember.awaitsNew(1);
        assertThat(closed.closes()).isEmpty();

        // when
        server.restarts();
        publisher.publishes(channel, "2");

        // then
        plainDurable.staysQuiet(Duration.ofMillis(1_200));
        durableMember.staysQuiet();
    }

    /** No client can see the rest of the record of a client; the contract of stores covers it. */
    @Test
    void s14_158_shouldKnowConnectionIdsAfterARestart(PersistentServer server) {
        // given
        StanPeer client = server.client();

        // when
        server.restarts();

        // then
        assertThat(client.pings()).isEmpty();
        client.publishes(server.newName(), "still here");
    }

    @Test
    @Flags(Flags.SHORT_HEARTBEATS)
    void s14_159_shouldRemoveClientsThatDidNotComeBack(PersistentServer server) {
        // given
        StanPeer one = server.client();
        StanPeer other = server.client();
        one.nats().cuts();
        other.nats().cuts();

        // when
        server.restarts();

        // then
        assertThat(server.hasClient(one)).isTrue();
        Patience.until("one removed", () -> !server.hasClient(one));
        Patience.until("other removed", () -> !server.hasClient(other));
    }

    @Test
    void s14_160_shouldRefuseAnotherClustersStore(PersistentServer server) {
        // given
        server.client();
        server.stops();

        // then
        assertThatThrownBy(() -> server.starts("-cid other"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(
                        "cluster ID \"other\" does not match recovered value of \"test-cluster\"");
    }

    @Test
    void s14_160_shouldIgnoreASubscriptionOfAClientThatIsNotThere(FaultyServer server) {
        // given
        StanPeer lost = server.client();
        StanPeer publisher = server.client();
        String channel = server.newName();
        Subscriber orphan = lost.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        publisher.publishes(channel, "1");
        orphan.awaitsNew(1);
        server.faults().lose(lost.id());

        // when
        server.restarts();
        publisher.publishes(channel, "2");

        // then
        orphan.staysQuiet(Duration.ofMillis(1_200));
        assertThat(server.hasClient(lost)).isFalse();
    }
}
