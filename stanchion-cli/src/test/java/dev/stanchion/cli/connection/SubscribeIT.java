package dev.stanchion.cli.connection;

import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
import static dev.stanchion.cli.testing.StreamingClients.MANUAL;
import static dev.stanchion.cli.testing.StreamingClients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.Message;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a subscription gets, from where, and again. */
@Timeout(60)
class SubscribeIT {
    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();

    @Test
    void shouldShareMessagesWithinAQueueGroup() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        Received received = new Received();
        SubscriptionOptions group = SubscriptionOptions.defaults().queueGroup("orders");
        connection.subscribe(channel, group, received);
        clients.connect(ClientId.random()).subscribe(channel, group, received);

        // when
        publish(connection, channel, "1", "2", "3", "4", "5", "6");

        // then
        assertThat(received.texts(6)).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
        clients.closeAll();
        assertThat(received.unread()).isZero();
    }

    @Test
    void shouldGoOnWhereADurableWasWhenItWasClosed() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        SubscriptionOptions durable = FROM_FIRST.durable("position");
        Received before = new Received();
        Subscription first = connection.subscribe(channel, durable, before);
        publish(connection, channel, "1");
        before.next();

        // when
        first.close();
        publish(connection, channel, "2");
        Received after = new Received();
        Subscription second = connection.subscribe(channel, durable, after);

        // then
        assertThat(after.next().text()).isEqualTo("2");

        // when
        second.unsubscribe();
        Received anew = new Received();
        connection.subscribe(channel, durable, anew);

        // then
        assertThat(anew.texts(2)).containsExactly("1", "2");
        assertThat(first.isOpen()).isFalse();
    }

    @Test
    void shouldRefuseTheSameDurableTwice() {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        SubscriptionOptions durable = FROM_FIRST.durable("position");
        connection.subscribe(channel, durable, new Received());

        // then
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() -> connection.subscribe(channel, durable, new Received()))
                .satisfies(e ->
                        assertThat(e.serverError())
                                .contains("stan: duplicate durable registration"));
    }

    @Test
    void shouldStartWhereItIsAskedTo() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        publish(connection, channel, "1", "2", "3");

        // then
        assertThat(firstFrom(connection, StartAt.first())).isEqualTo("1");
        assertThat(firstFrom(connection, StartAt.sequence(2))).isEqualTo("2");
        assertThat(firstFrom(connection, StartAt.lastReceived())).isEqualTo("3");
        assertThat(firstFrom(connection, StartAt.ago(Duration.ofHours(1)))).isEqualTo("1");
        assertThat(firstFrom(connection, StartAt.time(Instant.EPOCH))).isEqualTo("1");
    }

    private String firstFrom(StreamingConnection connection, StartAt start)
            throws InterruptedException {
        Received received = new Received();
        connection.subscribe(channel, SubscriptionOptions.defaults().from(start), received);
        return received.next().text();
    }

    @Test
    void shouldBeSentAgainWhatIsNotAcknowledged() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        Received received = new Received();
        connection.subscribe(channel, MANUAL.ackWait(Duration.ofSeconds(1)), received);

        // when
        publish(connection, channel, "again");

        // then
        assertThat(received.next().isRedelivered()).isFalse();
        Message again = received.next();
        assertThat(again.isRedelivered()).isTrue();
        assertThat(again.redeliveryCount()).isEqualTo(1);
        again.ack();
        again.ack();
    }

    @Test
    void shouldBeSentAgainWhatTheHandlerFailedOn() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        Received received = new Received();
        connection.subscribe(
                channel,
                FROM_FIRST.ackWait(Duration.ofSeconds(1)),
                message -> {
                    received.onMessage(message);
                    if (!message.isRedelivered()) {
                        throw new IllegalStateException("order not found");
                    }
                });

        // when
        publish(connection, channel, "again");

        // then
        assertThat(received.next().isRedelivered()).isFalse();
        assertThat(received.next().isRedelivered()).isTrue();
    }

    @Test
    void shouldHaveNoMoreInFlightThanAllowed() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        publish(connection, channel, "1", "2", "3");
        Received received = new Received();
        Subscription subscription = connection.subscribe(channel, MANUAL.maxInFlight(2), received);

        // when
        Message one = received.next();
        received.next();
        one.ack();
        received.next();

        // then
        subscription.close();
        assertThat(received.unread()).isZero();
    }
}
