package dev.stanchion.simulation.client;

import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.Ping;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.UnsubscribeRequest;

/** A request that expects one answer, on a subject of its own. Immutable. */
public sealed interface ClientRequest {
    SimulatedClient client();

    String replyTo();

    record Connect(SimulatedClient client, String replyTo, ConnectRequest message)
            implements ClientRequest {}

    record Subscribe(SimulatedClient client, String replyTo, SubscriptionRequest message)
            implements ClientRequest {}

    /** Ends a subscription. If it is durable, its position is deleted too. */
    record Unsubscribe(SimulatedClient client, String replyTo, UnsubscribeRequest message)
            implements ClientRequest {}

    /** Ends a subscription; a durable is kept. */
    record CloseSubscription(SimulatedClient client, String replyTo, UnsubscribeRequest message)
            implements ClientRequest {}

    record Close(SimulatedClient client, String replyTo, CloseRequest message)
            implements ClientRequest {}

    record SendPing(SimulatedClient client, String replyTo, Ping message)
            implements ClientRequest {}

    /** Bytes that no request can be; the answer is an error. */
    record Nonsense(SimulatedClient client, String replyTo, String subject)
            implements ClientRequest {}
}
