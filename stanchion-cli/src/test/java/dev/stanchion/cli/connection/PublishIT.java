package dev.stanchion.cli.connection;

import static dev.stanchion.cli.testing.StreamingClients.CLUSTER;
import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
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
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a publisher can rely on. */
@Timeout(60)
class PublishIT {
    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();

    @Test
    void shouldDeliverWhatWasPublishedInOrder() throws InterruptedException {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        Received received = new Received();

        // when
        PublishAck ack = connection.publish(channel, bytes("one"));
        publish(connection, channel, "two");
        connection.subscribe(channel, FROM_FIRST, received);

        // then
        assertThat(ack.channel()).isEqualTo(channel);
        assertThat(ack.guid()).hasSize(22);
        Message one = received.next();
        Message two = received.next();
        assertThat(one.text()).isEqualTo("one");
        assertThat(one.channel()).isEqualTo(channel);
        assertThat(one.sequence()).isEqualTo(1);
        assertThat(one.reply()).isEmpty();
        assertThat(one.isRedelivered()).isFalse();
        assertThat(one.redeliveryCount()).isZero();
        assertThat(one.timestamp()).isBetween(Instant.EPOCH.plusSeconds(1), two.timestamp());
        assertThat(two.sequence()).isEqualTo(2);
    }

    @Test
    void shouldStoreAsyncPublishesInTheOrderOfTheCalls() throws InterruptedException {
        // given
        StreamingConnection connection =
                clients.connect(
                        ConnectOptions.builder(CLUSTER, ClientId.random())
                                .maxOutstandingPublishes(16));
        Received received = new Received();
        connection.subscribe(channel, FROM_FIRST, received);
        List<String> texts = IntStream.range(0, 500).mapToObj(String::valueOf).toList();

        // when
        List<CompletableFuture<PublishAck>> acks =
                texts.stream().map(t -> connection.publishAsync(channel, bytes(t))).toList();

        // then
        assertThat(acks.stream().map(ack -> ack.join().guid()).distinct()).hasSize(500);
        assertThat(received.texts(500)).isEqualTo(texts);
    }

    @Test
    void shouldStoreWhatWasPublishedBeforeClose() throws InterruptedException {
        // given
        StreamingConnection publisher = clients.connect(ClientId.random());
        Received received = new Received();
        clients.connect(ClientId.random()).subscribe(channel, FROM_FIRST, received);

        // when
        List<CompletableFuture<PublishAck>> acks =
                IntStream.range(0, 200)
                        .mapToObj(i -> publisher.publishAsync(channel, bytes("x")))
                        .toList();
        publisher.close();

        // then
        assertThat(acks).allSatisfy(ack -> assertThat(ack).isCompleted());
        assertThat(received.texts(200)).hasSize(200);
    }

    @Test
    void shouldHaveAPlaceForAContinuationThatPublishesOnceMore() {
        // given
        StreamingConnection connection =
                clients.connect(
                        ConnectOptions.builder(CLUSTER, ClientId.random())
                                .maxOutstandingPublishes(1));

        // when
        CompletableFuture<PublishAck> last = connection.publishAsync(channel, bytes("first"));
        for (int i = 0; i < 50; i++) {
            last = last.thenCompose(ack -> connection.publishAsync(channel, bytes("next")));
        }

        // then
        assertThat(last.join().channel()).isEqualTo(channel);
    }

    @Test
    void shouldRefuseToWaitForAnAckWhereAcksArrive() {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());

        // when
        // Many, because an ack that arrives first makes its continuation run right here.
        List<CompletableFuture<PublishAck>> continuations =
                IntStream.range(0, 100)
                        .mapToObj(i ->
                                connection
                                        .publishAsync(channel, bytes("1"))
                                        .thenApply(ack -> connection.publish(channel, bytes("2"))))
                        .toList();

        // then
        assertThat(continuations)
                .anySatisfy(each ->
                        assertThatThrownBy(each::join)
                                .hasRootCauseInstanceOf(IllegalStateException.class));
    }

    @Test
    void shouldRefuseAChannelNameBeforeAnythingIsSent() {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());

        // then
        for (String name : List.of("", "a.", ".a", "a..b", "a*", "a>", "a/b", "a b")) {
            assertThatExceptionOfType(StreamingException.class)
                    .isThrownBy(() -> connection.publishAsync(name, bytes("x")))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
        }
    }

    @Test
    void shouldRefuseAMessageThatIsTooLarge() {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());

        // then
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() -> connection.publish(channel, new byte[2 << 20]))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .withMessageContaining("max_payload");
    }
}
