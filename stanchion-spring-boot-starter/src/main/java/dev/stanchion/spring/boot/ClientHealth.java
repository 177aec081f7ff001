package dev.stanchion.spring.boot;

import dev.stanchion.client.ClientStatus;
import dev.stanchion.client.StreamingException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the client is, in the words of a health page. Immutable.
 *
 * @param isUp whether the client is registered
 */
public record ClientHealth(boolean isUp, Map<String, Object> details) {
    /** Describes a status. */
    public static ClientHealth of(ClientStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", status.state().name());
        details.put("clientId", status.clientId());
        details.put("server", status.server());
        details.put("since", status.since().toString());
        details.put("subscriptions", status.subscriptions());
        status.problem().ifPresent(problem -> describe(problem, details));
        return new ClientHealth(status.state() == ClientStatus.State.CONNECTED, details);
    }

    private static void describe(StreamingException problem, Map<String, Object> details) {
        details.put("problem", problem.problem());
        details.put("remedy", problem.remedy());
    }
}
