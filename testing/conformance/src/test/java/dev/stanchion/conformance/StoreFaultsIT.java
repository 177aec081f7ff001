package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Patience;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.FaultyServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.StoreFaults;
import dev.stanchion.conformance.server.StoreFaults.Operation;
import dev.stanchion.protocol.Refusal;
import org.junit.jupiter.api.Test;

/** The scenarios with a failing store, from every section. */
@AgainstServer
class StoreFaultsIT {
    @Test
    void s14_019_shouldRefuseAClientThatCannotBeSaved(FaultyServer server) {
        // given
        StanPeer client = server.stranger();
        server.faults().fail(Operation.PUT_CLIENT);

        // when
        String error = client.asksToConnect().error();

        // then
        assertThat(error).contains(StoreFaults.REASON);
        assertThat(server.hasClient(client)).isFalse();
        server.faults().end();
        client.connects();
    }

    @Test
    void s14_034_shouldCloseAClientThatCannotBeDeleted(FaultyServer server) {
        // given
        StanPeer client = server.client();
        server.faults().fail(Operation.DELETE_CLIENT);

        // when
        String error = client.closes();

        // then
        assertThat(error).isEmpty();
        assertThat(server.faults().failures()).isEqualTo(1);
        assertThat(server.hasClient(client)).isFalse();
    }

    @Test
    @Flags(Flags.SHORT_INACTIVITY)
    void s14_049_shouldRefuseToUseAChannelBeingDeleted(FaultyServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        server.faults().holdBack(Operation.DELETE_CHANNEL);
        client.publishes(channel, "1");
        Patience.until("deletion begun", server.faults()::areHoldingBack);

        // then
        assertThat(client.asksToPublish(client.message(channel, "2")).error())
                .isEqualTo(Refusal.CHANNEL_BEING_DELETED.text());
        assertThat(client.asksToSubscribe(Subscribing.to(channel)).error())
                .isEqualTo(Refusal.CHANNEL_BEING_DELETED.text());
        assertThat(server.hasChannel(channel)).isTrue(); // until it is gone

        // when
        server.faults().end();

        // then
        Patience.until("channel deleted", () -> !server.hasChannel(channel));
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));
        client.publishes(channel, "1 again");
        subscriber.awaitsNew(1);
    }

    @Test
    void s14_078_shouldDeliverAroundAGapInTheLog(FaultyServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        client.publishes(channel, 5);
        server.faults().lose(3);

        // when
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).fromFirst());

        // then
        subscriber.awaitsNew(1, 2, 4, 5);
    }

    @Test
    void s14_094_shouldRedeliverOnceTheLogCanBeReadAgain(FaultyServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscriber subscriber = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, "1");
        subscriber.awaitsNew(1);
        server.faults().fail(Operation.READ);
        Patience.until("redelivery tried", () -> server.faults().failures() > 0);
        subscriber.staysQuiet();

        // when
        server.faults().end();

        // then
        subscriber.awaitsAgain(1);
    }

    @Test
    @Flags(Flags.TWO_SUBSCRIPTIONS)
    void s14_110_shouldCountADurableOnceWhoseResumeFailed(FaultyServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        Subscribing durable = Subscribing.to(channel).durable("dur");
        assertThat(client.subscribes(durable).closes()).isEmpty();
        client.publishes(channel, "1");
        server.faults().fail(Operation.FLUSH_SUBSCRIPTIONS);

        // when
        String error = client.asksToSubscribe(durable).error();

        // then
        assertThat(error).contains(StoreFaults.REASON);
        server.faults().end();
        assertThat(client.asksToSubscribe(Subscribing.to(channel)).error()).isEmpty();
        assertThat(client.asksToSubscribe(Subscribing.to(channel)).error())
                .isEqualTo(Refusal.TOO_MANY_SUBSCRIPTIONS.text());
        client.subscribes(durable).awaitsNew(1);
    }

    @Test
    @Flags(Flags.SHORT_INACTIVITY)
    void s14_144_shouldTryAgainToDeleteAChannel(FaultyServer server) {
        // given
        StanPeer client = server.client();
        String channel = server.newName();
        server.faults().fail(Operation.DELETE_CHANNEL);
        client.publishes(channel, "1");
        Patience.until("deletion failed twice", () -> server.faults().failures() > 1);
        assertThat(server.hasChannel(channel)).isTrue();

        // when
        server.faults().end();

        // then
        Patience.until("channel deleted", () -> !server.hasChannel(channel));
    }
}
