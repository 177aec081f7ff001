package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a channel keeps beside its messages, at one moment. No position is ahead of the last
 * sequence, because only durable messages are sent. Immutable.
 *
 * @param incarnation tells the channel from another one of the same name
 * @param lastSequence up to which the messages are durable
 * @param highestSubscriptionId the highest ID that a subscription of the channel ever had
 * @param subscriptions as a store records them
 */
public record Checkpoint(
        String channel,
        long incarnation,
        long firstSequence,
        long lastSequence,
        long lastTimestampEpochNanos,
        long highestSubscriptionId,
        List<RecoveredState.Subscription> subscriptions) {
    public Checkpoint {
        subscriptions = List.copyOf(subscriptions);
    }

    /** Takes the state of a channel, on its shard. */
    static Checkpoint of(Channel channel) {
        ChannelLog log = channel.messages();
        List<RecoveredState.Subscription> subscriptions = new ArrayList<>();
        for (Dispatcher position : channel.interest().positions()) {
            long[] aside = position.asideSequences();
            for (Subscription each : position.subscriptions()) {
                subscriptions.add(
                        new RecoveredState.Subscription(each.record(), pending(each, aside)));
                aside = new long[0]; // a store, too, has them with one of the members
            }
        }
        return new Checkpoint(
                channel.channel(),
                channel.incarnation(),
                log.firstSequence(),
                channel.durableSequence(),
                log.lastTimestampEpochNanos(),
                channel.records().highestId(),
                subscriptions);
    }

    private static List<Long> pending(Subscription subscription, long[] aside) {
        return LongStream.concat(
                        Arrays.stream(subscription.lowestPending(Integer.MAX_VALUE)),
                        Arrays.stream(aside))
                .sorted()
                .distinct()
                .boxed()
                .toList();
    }
}
