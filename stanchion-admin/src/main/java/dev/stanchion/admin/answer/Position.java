package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a position: that of a queue group, of a durable, or of a plain subscription. Immutable.
 *
 * @param name the group, {@code client/durable}, or the subscription's ID
 * @param clientId null if there is none
 * @param durableName null if there is none
 * @param subscriptionId null if there is none
 * @param nextSequence the next message to send
 * @param inFlight sent and not acknowledged
 * @param lagSeconds the age of the oldest message that is unsent or in flight
 * @param pause null if there is none
 * @param asOf null if there is none
 */
public record Position(
        String name,
        String kind,
        @Nullable String clientId,
        @Nullable String durableName,
        @Nullable Long subscriptionId,
        boolean isDurable,
        long nextSequence,
        long unsent,
        long inFlight,
        double lagSeconds,
        @Nullable Pause pause,
        List<Member> members,
        @Nullable Instant asOf) {
    public Position {
        members = List.copyOf(members);
    }
}
