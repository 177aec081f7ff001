package dev.stanchion.simulation;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import java.util.List;

/** Draws subscribe requests of every kind, mostly valid ones. */
final class Wishes {
    private static final List<Integer> ACK_WAIT_SECONDS = List.of(1, 1, 2, 5, 30);
    private static final List<Integer> MAX_IN_FLIGHT = List.of(1, 2, 3, 5, 20);
    private static final long LONGEST_DELTA_NANOS = 20_000_000_000L;

    private final Chance chance;

    Wishes(Chance chance) {
        this.chance = chance;
    }

    SubscriptionRequest draw(String clientId, String channel) {
        int kind = chance.below(20);
        boolean durable = kind < 6 || kind >= 17;
        boolean queue = kind >= 12;
        SubscriptionRequest valid =
                request(
                        clientId,
                        channel,
                        queue ? chance.pick(List.of("g1", "g2")) : "",
                        durable ? chance.pick(List.of("d1", "d2")) : "",
                        chance.pick(List.of(StartPosition.values())).number());
        return chance.oneIn(30) ? spoilt(valid) : valid;
    }

    /** Asks for a durable or a group by its name, wherever it stands. */
    SubscriptionRequest resume(
            String clientId, String channel, String queueGroup, String durableName) {
        return request(clientId, channel, queueGroup, durableName, StartPosition.NEW_ONLY.number());
    }

    private SubscriptionRequest request(
            String clientId,
            String channel,
            String queueGroup,
            String durableName,
            int startPosition) {
        return new SubscriptionRequest(
                clientId,
                channel,
                queueGroup,
                "_INBOX.sub." + chance.token(12),
                chance.pick(MAX_IN_FLIGHT),
                chance.pick(ACK_WAIT_SECONDS),
                durableName,
                startPosition,
                chance.below(30),
                chance.upToNanos(LONGEST_DELTA_NANOS));
    }

    private SubscriptionRequest spoilt(SubscriptionRequest valid) {
        int fault = chance.below(5);
        return new SubscriptionRequest(
                fault == 0 ? "" : valid.clientId(),
                fault == 1 ? "no.*" : valid.channel(),
                valid.queueGroup(),
                valid.inbox(),
                fault == 2 ? 0 : valid.maxInFlight(),
                fault == 3 ? -1 : valid.ackWaitSeconds(),
                valid.durableName(),
                fault == 4 ? 7 : valid.startPosition(),
                valid.startSequence(),
                valid.startTimeDeltaNanos());
    }
}
