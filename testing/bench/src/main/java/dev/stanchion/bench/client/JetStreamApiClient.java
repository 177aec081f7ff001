package dev.stanchion.bench.client;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** jnats with JetStream: a memory stream for a channel, and a push consumer that acknowledges. */
final class JetStreamApiClient implements LoadedClient {
    private final Connection connection;
    private final JetStream stream;

    JetStreamApiClient(String url) throws Exception {
        connection = Nats.connect(url);
        stream = connection.jetStream();
    }

    @Override
    public void publish(String channel, int count, byte[] data) throws Exception {
        var _ =
                connection
                        .jetStreamManagement()
                        .addStream(
                                StreamConfiguration.builder()
                                        .name(channel)
                                        .subjects(channel)
                                        .storageType(StorageType.Memory)
                                        .build());
        ArrayDeque<CompletableFuture<PublishAck>> acks = new ArrayDeque<>(OUTSTANDING);
        for (int i = 0; i < count; i++) {
            if (acks.size() == OUTSTANDING) {
                acks.removeFirst().join();
            }
            acks.add(stream.publishAsync(channel, data));
        }
        acks.forEach(CompletableFuture::join);
    }

    @Override
    public void publishAndWait(String channel, byte[] data) throws Exception {
        var _ = stream.publish(channel, data);
    }

    @Override
    public void receive(String channel, int count) throws Exception {
        CountDownLatch messages = new CountDownLatch(count);
        Dispatcher dispatcher = connection.createDispatcher();
        PushSubscribeOptions options =
                PushSubscribeOptions.builder()
                        .configuration(
                                ConsumerConfiguration.builder()
                                        .deliverPolicy(DeliverPolicy.All)
                                        .ackPolicy(AckPolicy.Explicit)
                                        .maxAckPending(IN_FLIGHT)
                                        .build())
                        .build();
        var _ =
                stream.subscribe(
                        channel, dispatcher, message -> messages.countDown(), true, options);
        messages.await();
        connection.closeDispatcher(dispatcher);
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
