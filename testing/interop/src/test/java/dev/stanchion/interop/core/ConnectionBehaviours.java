package dev.stanchion.interop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.CoreClient;
import dev.stanchion.interop.core.client.CoreFeature;
import dev.stanchion.interop.core.client.CoreLibraryUnderTest;
import dev.stanchion.interop.core.client.CoreLibraryUnderTest.Network;
import dev.stanchion.interop.core.client.CoreLibraryUnderTest.OwnServer;
import dev.stanchion.interop.core.client.CoreSubscription;
import dev.stanchion.interop.core.client.NeedsCore;
import dev.stanchion.interop.core.client.Setup;
import dev.stanchion.interop.page.DiffersFromGo;
import org.junit.jupiter.api.Test;

/** The life of a connection. */
interface ConnectionBehaviours {
    int BACKLOG = 1000;

    @Test
    default void shouldTakeAllThatWasSentBeforeAFlush(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient listener = library.connect();
        CoreSubscription subscription = listener.subscribe(subject);
        CoreClient publisher = library.connect();

        // when
        publisher.publish(subject, "sent");
        publisher.flush();
        listener.flush();

        // then it was in front of the answer to the listener's own ping
        subscription.awaitExactly("sent");
    }

    @Test
    @NeedsCore(CoreFeature.ROUND_TRIP_TIME)
    default void shouldLetARoundTripBeMeasured(CoreLibraryUnderTest library) {
        // when it is answered at all; some libraries count whole milliseconds
        assertThat(library.connect().roundTripNanos()).isNotNegative();
    }

    @Test
    default void shouldLoseNothingInADrain(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient leaving = library.connect();
        CoreSubscription leavingMember = leaving.subscribe(subject, "workers");
        library.connect().publishMany(subject, BACKLOG);

        // when
        CoreClient staying = library.connect();
        CoreSubscription stayingMember = staying.subscribe(subject, "workers");
        leaving.drain();

        // then all earlier messages are there, and the other one gets the later ones
        leavingMember.await(BACKLOG);
        staying.publish(subject, "later");
        stayingMember.awaitExactly("later");
        assertThat(leavingMember.received()).hasSize(BACKLOG);
    }

    @Test
    default void shouldSendWhatWasPublishedBeforeADrain(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreSubscription subscription = library.connect().subscribe(subject);
        CoreClient leaving = library.connect();

        // when
        leaving.publish(subject, "the last word");
        leaving.drain();

        // then
        subscription.awaitExactly("the last word");
    }

    @Test
    default void shouldServeRestoredSubscriptionsOnceTheNetworkIsBack(
            CoreLibraryUnderTest library) {
        // given
        Network network = library.startNetwork();
        CoreClient client = library.connect(network.connecting().reconnectingQuickly());
        String subject = library.newName();
        CoreSubscription plain = client.subscribe(subject);
        CoreSubscription member = client.subscribe(subject, "workers");

        // when
        network.proxy().cut();
        client.awaitDisconnected();
        network.proxy().restore();
        client.awaitReconnected();
        client.flush();
        library.connect().publish(subject, "after");

        // then
        plain.awaitExactly("after");
        member.awaitExactly("after");
        client.publish(subject, "itself");
        plain.awaitExactly("after", "itself");
    }

    @Test
    default void shouldServeRestoredSubscriptionsAfterARestart(CoreLibraryUnderTest library) {
        // given
        OwnServer server = library.startServer();
        CoreClient client = library.connect(server.connecting().reconnectingQuickly());
        String subject = library.newName();
        CoreSubscription subscription = client.subscribe(subject + ".*");
        client.publish(subject + ".a", "before");
        subscription.awaitExactly("before");

        // when
        server.restart();
        client.awaitReconnected();
        client.flush();
        library.connect(server.connecting()).publish(subject + ".b", "after");

        // then
        subscription.awaitExactly("before", "after");
    }

    @Test
    default void shouldLetClientsKnowThatItGoesAway(CoreLibraryUnderTest library) {
        // given
        OwnServer server = library.startServer();
        CoreClient client = library.connect(server.connecting());
        client.flush();

        // when
        server.sendClientsAway();

        // then
        client.awaitLameDuck();
    }

    @Test
    @NeedsCore(CoreFeature.REASON_OF_A_FULL_SERVER)
    @DiffersFromGo(
            "it closes without reading what the client has sent, so that the reason can get lost")
    default void shouldRefuseReadablyWhenItIsFull(CoreLibraryUnderTest library) {
        // when
        String refusal = library.refusalOf(library.connectingTo(Setup.FULL));

        // then
        assertThat(refusal).matches("(?is).*maximum.connections.exceeded.*");
    }
}
