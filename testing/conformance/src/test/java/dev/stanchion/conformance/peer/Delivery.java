package dev.stanchion.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.wire.NatsMessage;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from a subscribe request to its response and messages. Both arrive on the connection's
 * reader thread, the response first: a message that overtakes it fails the test ({@code
 * spec/streaming.md} 5.3).
 */
final class Delivery {
    private final StanPeer client;
    private final SubscriptionRequest request;
    private final BiConsumer<Subscriber, Delivered> handler;
    private final Arrivals<Delivered> arrivals;
    private final Arrivals<SubscriptionResponse> responses;
    private volatile @Nullable Subscriber subscriber;
    private volatile boolean overtaken;

    Delivery(
            StanPeer client,
            SubscriptionRequest request,
            BiConsumer<Subscriber, Delivered> handler) {
        this.client = client;
        this.request = request;
        this.handler = handler;
        this.arrivals = new Arrivals<>("messages of " + request.channel());
        this.responses = new Arrivals<>("response to " + request);
    }

    void takeResponse(NatsMessage message) {
        SubscriptionResponse response = Encoded.read(message, SubscriptionResponse::decode);
        subscriber = new Subscriber(client, request, arrivals, response.ackInbox());
        responses.add(response);
    }

    void takeMessage(NatsMessage message) {
        Delivered delivered = Delivered.from(message);
        Subscriber granted = subscriber;
        if (granted == null) {
            overtaken = true;
        } else {
            handler.accept(granted, delivered);
        }
        arrivals.add(delivered);
    }

    Subscriber awaitsSubscriber() {
        assertThat(responses.awaits().error()).isEmpty();
        assertThat(overtaken).as("message before the subscription response").isFalse();
        Subscriber granted = subscriber;
        if (granted == null) {
            throw new AssertionError("a response makes a subscriber");
        }
        return granted;
    }
}
