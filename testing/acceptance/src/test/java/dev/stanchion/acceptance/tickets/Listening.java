package dev.stanchion.acceptance.tickets;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a listener listens, as the environment of its program.
 *
 * @param environment the variables that {@code examples/tickets/README.md} explains
 */
record Listening(Map<String, String> environment) {
    Listening {
        environment = Map.copyOf(environment);
    }

    /** A random client ID, no group, only new events. */
    static Listening alone() {
        return new Listening(Map.of());
    }

    Listening as(String clientId) {
        return with("NATS_CLIENT_ID", clientId);
    }

    Listening toCluster(String clusterId) {
        return with("NATS_CLUSTER_ID", clusterId);
    }

    Listening inQueueGroup(String group) {
        return with("QUEUE_GROUP", group);
    }

    Listening fromTheFirstEvent() {
        return with("DELIVER_ALL", "true");
    }

    Listening acknowledgingAfter(Duration handling) {
        return with("MANUAL_ACK", "true")
                .with("HANDLING_SECONDS", Long.toString(handling.toSeconds()));
    }

    Listening ackWait(Duration ackWait) {
        return with("ACK_WAIT_SECONDS", Long.toString(ackWait.toSeconds()));
    }

    private Listening with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Listening(more);
    }
}
