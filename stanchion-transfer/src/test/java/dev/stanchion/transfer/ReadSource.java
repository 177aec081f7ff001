package dev.stanchion.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that a source contains.
 *
 * @param messages by channel and sequence: the timestamp, a space, and the payload
 */
public record ReadSource(
        List<String> clients,
        SortedMap<String, SortedMap<Long, String>> messages,
        Map<String, SourceSubscriptions> subscriptions,
        Findings findings) {
    /** Reads all of a source. */
    public static ReadSource of(Source source) {
        SortedMap<String, SortedMap<Long, String>> messages = new TreeMap<>();
        Map<String, SourceSubscriptions> subscriptions = new TreeMap<>();
        for (SourceChannel channel : source.channels()) {
            SortedMap<Long, String> own = new TreeMap<>();
            channel.readMessages(message ->
                    own.put(
                            message.sequence(),
                            message.timestampEpochNanos()
                                    + " "
                                    + message.buffer()
                                            .toString(
                                                    message.dataIndex(),
                                                    message.dataLength(),
                                                    UTF_8)));
            messages.put(channel.name(), own);
            subscriptions.put(channel.name(), channel.readSubscriptions());
        }
        List<String> clients =
                source.clients().stream().map(ClientRecord::clientId).sorted().toList();
        return new ReadSource(clients, messages, subscriptions, source.findings());
    }

    /** Returns the messages of a channel that exists. */
    public SortedMap<Long, String> messagesOf(String channel) {
        return Objects.requireNonNull(messages.get(channel));
    }

    /** Returns the subscriptions of a channel that exists. */
    public SourceSubscriptions subscriptionsOf(String channel) {
        return Objects.requireNonNull(subscriptions.get(channel));
    }

    /** Returns the payload of a message. */
    public String payload(String channel, long sequence) {
        String message = Objects.requireNonNull(messagesOf(channel).get(sequence));
        return message.substring(message.indexOf(' ') + 1);
    }

    /** Describes the subscriptions of a channel: name, last sent, and how many are pending. */
    public List<String> positions(String channel) {
        return subscriptionsOf(channel).live().stream()
                .map(each -> nameOf(each.subscription()) + describe(each))
                .sorted()
                .toList();
    }

    private static String nameOf(SubscriptionRecord subscription) {
        String name = subscription.durableName() + subscription.queueGroup();
        String state = subscription.closed() ? " closed" : "";
        return subscription.clientId() + "/" + name + state;
    }

    private static String describe(RecoveredState.Subscription each) {
        return " sent %d pending %s"
                .formatted(
                        each.subscription().lastSent(),
                        each.pending().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")));
    }
}
