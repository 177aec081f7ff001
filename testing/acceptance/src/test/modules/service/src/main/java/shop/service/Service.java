package shop.service;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.StreamingClient;
import io.nats.client.NKey;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Publishes with one API, receives with the other, and signs, for which jnats needs BouncyCastle. */
public final class Service {
    private Service() {}

    public static void main(String[] args) throws Exception {
        try (StreamingClient client =
                StreamingClient.builder("shop").url(args[0]).clientId(ClientId.random()).build()) {
            client.publish("orders", "an order");
        }
        CountDownLatch received = new CountDownLatch(1);
        Options options = new Options.Builder().natsUrl(args[0]).build();
        try (StreamingConnection client = NatsStreaming.connect("shop", "service", options)) {
            client.subscribe(
                    "orders",
                    message -> {
                        System.out.println(
                                "received " + new String(message.getData(), StandardCharsets.UTF_8));
                        received.countDown();
                    },
                    new SubscriptionOptions.Builder().deliverAllAvailable().build());
            received.await();
        }
        byte[] nonce = {1, 2, 3};
        NKey key = NKey.createUser(null);
        System.out.println("signed " + key.verify(nonce, key.sign(nonce)));
    }
}
