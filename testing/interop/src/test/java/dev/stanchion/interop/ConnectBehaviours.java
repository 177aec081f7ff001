package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.Connecting;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.LibraryUnderTest.OwnProcess;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.page.DiffersFromGo;
import dev.stanchion.kit.process.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The clients that may connect, and their IDs. */
interface ConnectBehaviours {
    int RESTARTS = 100;

    @Test
    default void shouldConnectWithDefaultSettings(LibraryUnderTest library) {
        // given
        String channel = library.newName();

        // when
        Client client = library.connect();

        // then
        client.publish(channel, "hello");
        client.subscribe(Subscribing.to(channel).fromFirst()).awaitExactly(1L);
    }

    @Test
    default void shouldFreeTheClientIdOnClose(LibraryUnderTest library) {
        // given
        Client first = library.connect();

        // when
        first.close();

        // then
        Client second = library.connect(library.connecting().as(first.id()));
        second.publish(library.newName(), "hello");
        assertThat(first.isLost()).isFalse();
    }

    @DisabledIfSystemProperty(
            named = "acceptance.external",
            matches = "true",
            disabledReason = "another server may be there for that cluster ID")
    @Test
    @DiffersFromGo("it does not answer, so the client reports a time-out")
    default void shouldNameBothClusterIdsWhenTheyDiffer(LibraryUnderTest library) {
        // when
        String refusal = library.refusalOf(library.connecting().toCluster("tickting"));

        // then
        assertThat(refusal).contains("'tickting'", "'" + Server.CLUSTER_ID + "'");
    }

    @Test
    default void shouldRefuseAnIllegalClientId(LibraryUnderTest library) {
        // when
        String refusal = library.refusalOf(library.connecting().as("two words"));

        // then
        assertThat(refusal)
                .isEqualTo(
                        "stan: invalid clientID: only alphanumeric and `-` or `_` characters"
                                + " allowed");
    }

    @Test
    default void shouldRefuseAClientIdThatIsInUse(LibraryUnderTest library) {
        // given a holder that answers the server's probe in time, whatever other tests do
        Client holder = library.connectInAnOwnProcess(library.connecting()).client();

        // when
        String refusal = library.refusalOf(library.connecting().as(holder.id()));

        // then
        assertThat(refusal).isEqualTo("stan: clientID already registered");
        holder.publish(library.newName(), "still here");
    }

    /**
     * A restart is the end of the TCP connection without a word of streaming, and then a client
     * with the same ID. By default one process does that a hundred times; with {@code
     * -Dinterop.restarts=processes} a hundred processes do, each killed, which takes half a minute.
     */
    @Test
    default void shouldLetARestartedServiceBackInAtTheFirstTryAHundredTimes(
            LibraryUnderTest library) {
        // given
        Connecting orders = library.connecting();
        String channel = library.newName();

        // when
        for (int restart = 1; restart <= RESTARTS; restart++) {
            liveAndDie(library, orders, channel, "life " + restart);
        }

        // then
        library.connect(orders)
                .subscribe(Subscribing.to(channel).fromFirst())
                .awaitAllUpTo(RESTARTS);
    }

    private static void liveAndDie(
            LibraryUnderTest library, Connecting how, String channel, String text) {
        if (System.getProperty("interop.restarts", "connections").equals("processes")) {
            OwnProcess service = library.connectInAnOwnProcess(how);
            service.client().publish(channel, text);
            service.driver().kill();
        } else {
            Client service = library.connect(how);
            service.publish(channel, text);
            service.drop();
        }
    }
}
