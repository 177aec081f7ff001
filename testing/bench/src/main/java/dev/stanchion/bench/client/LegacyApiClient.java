package dev.stanchion.bench.client;

import io.nats.streaming.AckHandler;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Whichever library has this API on the class path: java-nats-streaming, or ours in its place. */
final class LegacyApiClient implements LoadedClient {
    private final StreamingConnection connection;

    LegacyApiClient(String url, String cluster) throws Exception {
        Options options =
                new Options.Builder().natsUrl(url).maxPubAcksInFlight(OUTSTANDING).build();
        connection = NatsStreaming.connect(cluster, "client-bench", options);
    }

    @Override
    public void publish(String channel, int count, byte[] data) throws Exception {
        CountDownLatch acks = new CountDownLatch(count);
        AtomicInteger failures = new AtomicInteger();
        AckHandler handler =
                (guid, failure) -> {
                    if (failure != null) {
                        failures.incrementAndGet();
                    }
                    acks.countDown();
                };
        for (int i = 0; i < count; i++) {
            var _ = connection.publish(channel, data, handler);
        }
        acks.await();
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " publishes failed");
        }
    }

    @Override
    public void publishAndWait(String channel, byte[] data) throws Exception {
        connection.publish(channel, data);
    }

    @Override
    public void receive(String channel, int count) throws Exception {
        CountDownLatch messages = new CountDownLatch(count);
        SubscriptionOptions options =
                new SubscriptionOptions.Builder()
                        .deliverAllAvailable()
                        .maxInFlight(IN_FLIGHT)
                        .build();
        var subscription = connection.subscribe(channel, message -> messages.countDown(), options);
        messages.await();
        subscription.close();
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
