package dev.stanchion.bench.client;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.SubscriptionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** {@code stanchion-client}: the client that recovers. */
final class StanchionApiClient implements LoadedClient {
    private final StreamingClient client;

    StanchionApiClient(String url, String cluster) {
        client =
                StreamingClient.builder(cluster)
                        .url(url)
                        .clientId(ClientId.fixed("client-bench"))
                        .maxOutstandingPublishes(OUTSTANDING)
                        .build();
    }

    @Override
    public void publish(String channel, int count, byte[] data) {
        List<CompletableFuture<PublishAck>> acks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            acks.add(client.publishAsync(channel, data));
        }
        acks.forEach(CompletableFuture::join);
    }

    @Override
    public void publishAndWait(String channel, byte[] data) {
        var _ = client.publish(channel, data);
    }

    @Override
    public void receive(String channel, int count) throws Exception {
        CountDownLatch messages = new CountDownLatch(count);
        var subscription =
                client.subscribe(
                        channel,
                        SubscriptionOptions.defaults().from(StartAt.first()).maxInFlight(IN_FLIGHT),
                        message -> messages.countDown());
        messages.await();
        subscription.close();
    }

    @Override
    public void close() {
        client.close();
    }
}
