package dev.stanchion.cli.connection;

import static dev.stanchion.cli.testing.StreamingClients.CLUSTER;
import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
import static dev.stanchion.cli.testing.StreamingClients.MANUAL;
import static dev.stanchion.cli.testing.StreamingClients.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.Message;
import dev.stanchion.client.MessageHandler;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a handler may do while it runs, and what happens around it. */
@Timeout(60)
class HandlerIT {
    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();

    @Test
    void shouldLetAHandlerUseTheConnection() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        Received answers = new Received();
        String answerChannel = channel + ".answers";
        connection.subscribe(
                channel,
                FROM_FIRST,
                message -> {
                    connection.publish(answerChannel, message.data());
                    connection.subscribe(answerChannel, FROM_FIRST, answers);
                });

        // when
        publish(connection, channel, "ping");

        // then
        assertThat(answers.next().text()).isEqualTo("ping");
    }

    @Test
    void shouldLetAHandlerEndItsSubscription() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        Received received = new Received();
        CompletableFuture<Subscription> own = new CompletableFuture<>();
        publish(connection, channel, "1", "2", "3");

        // when
        own.complete(
                connection.subscribe(
                        channel,
                        FROM_FIRST,
                        message -> {
                            own.join().close();
                            received.onMessage(message);
                        }));

        // then
        assertThat(received.next().text()).isEqualTo("1");
        connection.close();
        assertThat(received.unread()).isZero();
        assertThat(own.join().isOpen()).isFalse();
    }

    @Test
    void shouldLetAHandlerCloseTheConnectionWithoutBeingInterrupted() throws InterruptedException {
        // given
        StreamingConnection connection =
                clients.connect(
                        ConnectOptions.builder(CLUSTER, ClientId.random())
                                // so that a handler that waits for itself never gets out of it
                                .requestTimeout(Duration.ofHours(1)));
        BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
        connection.subscribe(
                channel,
                MANUAL,
                message -> {
                    connection.close();
                    interrupted.add(Thread.currentThread().isInterrupted());
                });

        // when
        publish(connection, channel, "last");

        // then
        assertThat(interrupted.poll(15, TimeUnit.SECONDS)).isFalse();
        assertThat(connection.isOpen()).isFalse();
        clients.connect(ClientId.fixed(connection.clientId()));
    }

    @Test
    void shouldCountWhatTheRunningHandlerDoesWhenTheSubscriptionIsClosed()
            throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        SlowHandler handler = new SlowHandler();
        Subscription subscription = connection.subscribe(channel, FROM_FIRST.durable("d"), handler);
        publish(connection, channel, "1", "2");
        handler.entered.await();

        // when
        Thread closer = Thread.startVirtualThread(subscription::close);
        handler.leaveOnce(() -> !subscription.isOpen());
        closer.join();

        // then
        assertThat(handler.handled).containsExactly("1");
        Received resumed = new Received();
        connection.subscribe(channel, FROM_FIRST.durable("d"), resumed);
        assertThat(resumed.next().text()).isEqualTo("2");
    }

    @Test
    void shouldCountWhatTheRunningHandlerDoesWhenTheConnectionIsClosed()
            throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        SlowHandler handler = new SlowHandler();
        connection.subscribe(channel, FROM_FIRST.durable("d"), handler);
        publish(connection, channel, "1");
        handler.entered.await();

        // when
        Thread closer = Thread.startVirtualThread(connection::close);
        handler.leaveOnce(() -> !connection.isOpen());
        closer.join();

        // then
        Received resumed = new Received();
        StreamingConnection again = clients.connect(ClientId.fixed(connection.clientId()));
        again.subscribe(channel, FROM_FIRST.durable("d"), resumed);
        publish(again, channel, "2");
        assertThat(resumed.next().text()).isEqualTo("2");
    }

    /** Stays inside until it is told to leave. */
    private static final class SlowHandler implements MessageHandler {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);
        private final List<String> handled = new CopyOnWriteArrayList<>();

        @Override
        public void onMessage(Message message) throws InterruptedException {
            handled.add(message.text());
            entered.countDown();
            leave.await();
        }

        void leaveOnce(BooleanSupplier condition) {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
            leave.countDown();
        }
    }
}
