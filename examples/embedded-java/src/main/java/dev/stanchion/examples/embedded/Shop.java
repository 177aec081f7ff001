package dev.stanchion.examples.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.util.concurrent.CountDownLatch;

/** A ticket shop that is one process: its broker, who publishes, and who listens. */
public final class Shop {
    private static final int TICKETS = 3;

    private Shop() {}

    public static void main(String[] arguments) throws InterruptedException {
        ServerOptions options = ServerOptions.builder().clusterId("ticketing").port(0).build();
        try (StanchionServer server = StanchionServer.start(options);
                StreamingClient client =
                        StreamingClient.builder("ticketing")
                                .url(server.clientUrl())
                                .clientId(ClientId.fixed("shop"))
                                .build()) {
            sell(client);
        }
    }

    private static void sell(StreamingClient client) throws InterruptedException {
        CountDownLatch ordered = new CountDownLatch(TICKETS);
        client.subscribe(
                "tickets:created",
                SubscriptionOptions.group("orders").durable("orders").from(StartAt.first()),
                message -> {
                    System.out.println("An order for " + message.text());
                    ordered.countDown();
                });
        for (int ticket = 1; ticket <= TICKETS; ticket++) {
            client.publish("tickets:created", "ticket " + ticket);
        }
        if (!ordered.await(30, SECONDS)) {
            throw new IllegalStateException("The orders did not come within 30 seconds.");
        }
    }
}
