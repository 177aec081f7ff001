package dev.stanchion.cli.connection;

import static dev.stanchion.cli.testing.StreamingClients.CLUSTER;
import static dev.stanchion.cli.testing.StreamingClients.MANUAL;
import static dev.stanchion.cli.testing.StreamingClients.bytes;
import static dev.stanchion.cli.testing.StreamingClients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.Message;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.client.Subscription;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a client connects, and what it is told when it cannot. */
@Timeout(60)
class ConnectIT {
    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();

    @Test
    void shouldTellTheServersWordsWhenTheClientIdIsTaken() {
        // given
        ClientId id = ClientId.random("listener");
        StreamingConnection first = clients.connect(id);

        // then
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() -> clients.connect(id))
                .satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(e.serverError()).contains("stan: clientID already registered");
                });
        publish(first, channel, "still here");
    }

    @Test
    void shouldTakeTheFirstFreeSlot() {
        // given
        ClientId slots = ClientId.slot("s" + channel.substring(8), 2);
        StreamingConnection zero = clients.connect(slots);
        StreamingConnection one = clients.connect(slots);

        // then
        assertThat(zero.clientId()).endsWith("-0");
        assertThat(one.clientId()).endsWith("-1");
        assertThatThrownBy(() -> clients.connect(slots))
                .hasMessageStartingWith("connect as one of ")
                .hasMessageContaining("already registered");

        // when
        zero.close();

        // then
        assertThat(clients.connect(slots).clientId()).isEqualTo(zero.clientId());
    }

    @Test
    void shouldNotConnectToAnotherClusterId() {
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() ->
                        clients.connect(ConnectOptions.builder("tset-cluster", ClientId.random())))
                .satisfies(e -> assertThat(e.kind()).isIn(Kind.REFUSED, Kind.NO_ANSWER))
                .withMessageContaining("tset-cluster");
    }

    @Test
    void shouldNameTheUrlWhenNoServerIsThere() {
        // given
        ConnectOptions nowhere =
                ConnectOptions.builder(CLUSTER, ClientId.random())
                        .url("nats://user:secret@127.0.0.1:1")
                        .build();

        // then
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() -> StreamingConnection.connect(nowhere))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                .withMessageStartingWith("nothing listens at nats://127.0.0.1:1. ");
    }

    @Test
    void shouldDoNothingOnceClosed() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        Received received = new Received();
        Subscription subscription = connection.subscribe(channel, MANUAL, received);
        publish(connection, channel, "1");
        Message message = received.next();

        // when
        connection.close();
        connection.close();
        subscription.close();

        // then
        assertThatClosed(() -> connection.publish(channel, bytes("2")));
        assertThatClosed(() -> connection.subscribe(channel, MANUAL, received));
        assertThatClosed(message::ack);
    }

    private static void assertThatClosed(ThrowingCallable call) {
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
    }
}
