package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state that all records of a journal result in. For one thread at a time. */
final class SessionTable {
    private @Nullable ServerRecord server;
    private final Map<String, ClientRecord> clients = new LinkedHashMap<>();
    private final Map<String, Long> absentSince = new HashMap<>();
    private final TreeMap<Integer, ChannelEntry> channels = new TreeMap<>();
    private final Map<String, ChannelEntry> channelsByName = new HashMap<>();
    private final BitSet numbers = new BitSet();

    /** A channel with its subscriptions by ID. */
    static final class ChannelEntry {
        private final int number;
        private final String name;
        private final Map<Long, SubscriptionRecord> subscriptions = new LinkedHashMap<>();
        private long highestSubscriptionId;

        private ChannelEntry(SessionRecord.Channel record) {
            this.number = record.number();
            this.name = record.name();
            this.highestSubscriptionId = record.highestSubscriptionId();
        }

        int number() {
            return number;
        }

        String name() {
            return name;
        }

        long highestSubscriptionId() {
            return highestSubscriptionId;
        }

        /** Returns its subscriptions, in the order of their IDs' first records. */
        Collection<SubscriptionRecord> subscriptions() {
            return List.copyOf(subscriptions.values());
        }

        private void put(SubscriptionRecord subscription) {
            subscriptions.put(subscription.id(), subscription);
            highestSubscriptionId = Math.max(highestSubscriptionId, subscription.id());
        }

        private void appendTo(List<SessionRecord> records) {
            records.add(new SessionRecord.Channel(number, name, highestSubscriptionId));
            subscriptions
                    .values()
                    .forEach(each -> records.add(new SessionRecord.Subscription(number, each)));
        }
    }

    /** Takes one more record; one about a channel that is not there has no effect. */
    void apply(SessionRecord record) {
        if (record instanceof SessionRecord.Server(ServerRecord it)) { // each start has one
            server = it;
        } else {
            applyToClients(record);
        }
    }

    private void applyToClients(SessionRecord record) {
        switch (record) {
            case SessionRecord.Server(ServerRecord it) -> server = it;
            case SessionRecord.Client(ClientRecord client) -> {
                clients.put(client.clientId(), client);
                absentSince.remove(client.clientId());
            }
            case SessionRecord.ClientGone(String clientId) -> {
                clients.remove(clientId);
                absentSince.remove(clientId);
            }
            case SessionRecord.ClientAbsent(String clientId, long sinceEpochMillis) -> {
                if (sinceEpochMillis == 0 || !clients.containsKey(clientId)) {
                    absentSince.remove(clientId);
                } else {
                    absentSince.put(clientId, sinceEpochMillis);
                }
            }
            case SessionRecord.Channel channel -> add(new ChannelEntry(channel));
            case SessionRecord.ChannelGone(int number) -> removeChannel(number);
            case SessionRecord.Subscription(int number, SubscriptionRecord subscription) -> {
                ChannelEntry channel = channels.get(number);
                if (channel != null) {
                    channel.put(subscription);
                }
            }
            case SessionRecord.SubscriptionGone(int number, long id) -> {
                ChannelEntry channel = channels.get(number);
                if (channel != null) {
                    channel.subscriptions.remove(id);
                }
            }
        }
    }

    private void add(ChannelEntry channel) {
        removeChannel(channel.number());
        channels.put(channel.number(), channel);
        channelsByName.put(channel.name(), channel);
        numbers.set(channel.number());
    }

    private void removeChannel(int number) {
        ChannelEntry removed = channels.remove(number);
        if (removed != null) {
            channelsByName.remove(removed.name());
            numbers.clear(number);
        }
    }

    Optional<ServerRecord> server() {
        return Optional.ofNullable(server);
    }

    List<ClientRecord> clients() {
        return List.copyOf(clients.values());
    }

    /** Returns the clients that are not there, each with the time since when, since 1970. */
    Map<String, Long> absentSinceEpochMillis() {
        return Map.copyOf(absentSince);
    }

    List<ChannelEntry> channels() {
        return List.copyOf(channels.values());
    }

    @Nullable ChannelEntry channel(String name) {
        return channelsByName.get(name);
    }

    /** Returns the lowest number that no channel has. */
    int freeNumber() {
        return numbers.nextClearBit(0);
    }

    boolean isEmpty() {
        return clients.isEmpty() && channels.isEmpty();
    }

    /** Returns the fewest records that come to the same. */
    List<SessionRecord> records() {
        List<SessionRecord> records = new ArrayList<>();
        server().ifPresent(it -> records.add(new SessionRecord.Server(it)));
        clients.values().forEach(client -> records.add(new SessionRecord.Client(client)));
        absentSince.forEach(
                (clientId, since) -> records.add(new SessionRecord.ClientAbsent(clientId, since)));
        channels.values().forEach(channel -> channel.appendTo(records));
        return records;
    }
}
