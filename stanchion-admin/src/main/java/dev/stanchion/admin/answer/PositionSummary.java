package dev.stanchion.admin.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a position in the list of all channels. Immutable.
 *
 * @param id {@code CHANNEL group:NAME}, {@code CHANNEL durable:CLIENT/NAME} or {@code CHANNEL
 *     subscription:ID}
 * @param name the group, {@code client/durable}, or the subscription's ID
 * @param clientId null if there is none
 * @param durableName null if there is none
 * @param subscriptionId null if there is none
 * @param state {@code stalled}: all members wait for acknowledgements; {@code absent}: a member
 *     does not listen; {@code behind}: messages wait to be sent
 * @param nextSequence the next message to send
 * @param inFlight sent and not acknowledged
 * @param lagSeconds the age of the oldest message that is unsent or in flight
 * @param members how many subscriptions with a client share it
 * @param clients whose they are
 * @param sentPerSecond in live data; in an answer to one request it is 0 or missing
 * @param ackedPerSecond likewise; null if there is none
 */
public record PositionSummary(
        String id,
        String channel,
        String kind,
        String name,
        @Nullable String clientId,
        @Nullable String durableName,
        @Nullable Long subscriptionId,
        String state,
        long nextSequence,
        long unsent,
        long inFlight,
        double lagSeconds,
        long members,
        List<String> clients,
        @Nullable Double sentPerSecond,
        @Nullable Double ackedPerSecond) {
    public PositionSummary {
        clients = List.copyOf(clients);
    }
}
