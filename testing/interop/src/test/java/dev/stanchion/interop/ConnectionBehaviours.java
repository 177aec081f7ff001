package dev.stanchion.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.Feature;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.Needs;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import dev.stanchion.kit.network.Proxy;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The effects on a client when the network or the server fails. */
interface ConnectionBehaviours {

    @Test
    default void shouldKeepAClientThatPings(LibraryUnderTest library) {
        // given
        Client client = library.connect(library.connecting().pingingOften());

        // when its whole ping window passes
        for (int second = 1; second <= 3; second++) {
            library.letAckWaitPass();
        }

        // then
        assertThat(client.isLost()).isFalse();
        client.publish(library.newName(), "still here");
    }

    @Test
    default void shouldLetAClientKnowThatItsPingsAreUnanswered(LibraryUnderTest library) {
        // given
        Server server = library.startServer();
        Client client = library.connect(library.connectingTo(server).pingingOften());

        // when
        server.program().freeze();

        // then
        assertThat(client.awaitLost()).isEqualTo("stan: connection lost due to PING failure");
    }

    @Test
    default void shouldTellAClientThatItWasReplaced(LibraryUnderTest library) {
        // given a client that loses its network, and another that takes its ID
        Proxy proxy = library.startProxy();
        Client old =
                library.connect(
                        library.connecting()
                                .through(proxy.url())
                                .pingingOften()
                                .reconnectingQuickly());
        proxy.cut();
        Client replacement = library.connect(library.connecting().as(old.id()));

        // when
        proxy.restore();

        // then
        assertThat(old.awaitLost())
                .isEqualTo("client has been replaced or is no longer registered");
        replacement.publish(library.newName(), "still here");
    }

    @Test
    default void shouldDeliverWhatWasPublishedWhileTheNetworkWasAway(LibraryUnderTest library) {
        // given
        Proxy proxy = library.startProxy();
        Client client = reconnecting(library, proxy);
        String channel = library.newName();
        Subscription listener = client.subscribe(Subscribing.to(channel).ackWaitSeconds(1));
        Client publisher = library.connect();
        publisher.publish(channel, "before");
        listener.awaitEventually(List.of(1L));

        // when
        proxy.cut();
        publisher.publishMany(channel, 3);
        proxy.restore();
        client.awaitReconnected();
        publisher.publish(channel, "after");

        // then all arrive, and once they are acknowledged nothing arrives again
        listener.awaitEventually(List.of(1L, 2L, 3L, 4L, 5L));
        library.letAckWaitPass();
        int settled = listener.received().size();
        library.letAckWaitPass();
        assertThat(listener.received()).hasSize(settled);
    }

    @Test
    default void shouldTakeMessagesAgainOnceTheNetworkIsBack(LibraryUnderTest library) {
        // given
        Proxy proxy = library.startProxy();
        Client client = reconnecting(library, proxy);
        String channel = library.newName();
        client.publish(channel, "before");

        // when
        proxy.cut();
        proxy.restore();
        client.awaitReconnected();
        client.publish(channel, "after");

        // then
        library.connect().subscribe(Subscribing.to(channel).fromFirst()).awaitAllUpTo(2);
    }

    @Test
    @Needs(Feature.PUBLISHING_WHILE_DISCONNECTED)
    default void shouldAcknowledgeWhatWasPublishedWhileTheNetworkWasAway(LibraryUnderTest library) {
        // given
        Proxy proxy = library.startProxy();
        Client client = reconnecting(library, proxy);
        String channel = library.newName();
        client.publish(channel, "before");

        // when
        proxy.cut();
        client.awaitDisconnected();
        CompletableFuture<?> acknowledged =
                client.startPublishing(channel, "meanwhile".getBytes(UTF_8));
        proxy.restore();

        // then
        Waiting.until("the acknowledgement", acknowledged::isDone);
        assertThat(acknowledged).isCompleted();
        library.connect()
                .subscribe(Subscribing.to(channel).fromFirst())
                .awaitEventually(List.of(1L, 2L));
    }

    private static Client reconnecting(LibraryUnderTest library, Proxy proxy) {
        return library.connect(library.connecting().through(proxy.url()).reconnectingQuickly());
    }
}
