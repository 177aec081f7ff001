package dev.stanchion.examples.orders;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.Message;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.SubscriptionOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes an order for each ticket, and publishes it. A ticket that comes twice makes one order.
 *
 * <p>While the shop is closed the service refuses tickets, so the broker sends them again later.
 */
public final class OrdersService implements AutoCloseable {
    private final StreamingClient client;
    private final Map<String, Long> orders = new ConcurrentHashMap<>();
    private volatile boolean isShopOpen = true;

    public OrdersService(String url, String clusterId) {
        client =
                StreamingClient.builder(clusterId)
                        .url(url)
                        .clientId(ClientId.fixed("orders-1"))
                        .build();
    }

    /** Begins with the first ticket that no copy of this service has handled. */
    public void start() {
        client.subscribe(
                "tickets:created",
                SubscriptionOptions.group("orders-service")
                        .durable("orders-service")
                        .from(StartAt.first())
                        .ackWait(Duration.ofSeconds(30)),
                this::order);
    }

    private void order(Message ticket) {
        if (!isShopOpen) {
            throw new IllegalStateException("the shop is closed");
        }
        if (orders.putIfAbsent(ticket.text(), ticket.sequence()) == null) {
            client.publish("orders:created", ticket.text());
        }
    }

    /** Opens or closes the shop. */
    public void setShopOpen(boolean open) {
        isShopOpen = open;
    }

    /** Returns the tickets that have an order. */
    public Set<String> tickets() {
        return Set.copyOf(orders.keySet());
    }

    @Override
    public void close() {
        client.close();
    }
}
