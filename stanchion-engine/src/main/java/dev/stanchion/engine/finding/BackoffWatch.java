package dev.stanchion.engine.finding;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.policy.PolicyKey;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.PositionName;
import dev.stanchion.protocol.ParkedNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds pauses between attempts that have no effect, because the ack wait of the clients is as
 * long. Pure.
 */
final class BackoffWatch {
    private BackoffWatch() {}

    static Optional<Finding> look(Channel channel, Dispatcher position) {
        List<Duration> pauses = position.policy().backoff();
        if (pauses.isEmpty() || ParkedNote.isParkedChannel(channel.channel())) {
            return Optional.empty();
        }
        int ackWaitSeconds =
                position.subscriptions().stream()
                        .mapToInt(each -> each.terms().ackWaitSeconds())
                        .min()
                        .orElse(0);
        List<String> useless = new ArrayList<>();
        for (Duration pause : pauses) {
            if (pause.compareTo(Duration.ofSeconds(ackWaitSeconds)) <= 0) {
                useless.add(told(pause));
            }
        }
        PositionName name = position.name();
        return useless.isEmpty()
                ? Optional.empty()
                : channel.policies()
                        .targetOf(
                                PolicyKey.BACKOFF,
                                channel.channel(),
                                name.queueGroup(),
                                name.durableName())
                        .map(target ->
                                new Finding.BackoffBelowAckWait(
                                        channel.channel(),
                                        name.shown(),
                                        target.toString(),
                                        String.join("/", useless),
                                        ackWaitSeconds));
    }

    /** Tells a pause as operators write it. */
    private static String told(Duration pause) {
        String text = pause.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
        return pause.toMillisPart() == 0 ? text : pause.toMillis() + "ms";
    }
}
