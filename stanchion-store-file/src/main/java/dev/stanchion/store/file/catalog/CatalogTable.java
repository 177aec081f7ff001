package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What all records of the catalog amount to. Owned by the keeper. */
final class CatalogTable {
    private final Map<String, ClientRecord> clients = new LinkedHashMap<>();
    private final Map<Long, ChannelEntry> channels = new LinkedHashMap<>();
    private final Map<String, ChannelEntry> channelsByName = new HashMap<>();
    private final Set<Long> deleted = new TreeSet<>();
    private @Nullable ServerRecord server;
    private long nextNumber = 1;
    private long strays;

    /**
     * Takes a record over.
     *
     * @param body its encoded form, which nobody changes any more
     */
    void apply(CatalogRecord record, ByteBuffer body) {
        switch (record) {
            case CatalogRecord.Server(ServerRecord is) -> server = is;
            case CatalogRecord.Client(ClientRecord client) ->
                    clients.put(client.clientId(), client);
            case CatalogRecord.ClientGone(String clientId) -> clients.remove(clientId);
            case CatalogRecord.Channel channel -> add(channel);
            case CatalogRecord.ChannelDeleted(long number) -> delete(number);
            case CatalogRecord.ChannelForgotten(long number) -> deleted.remove(number);
            case CatalogRecord.Subscription subscription -> {
                ChannelEntry entry = entry(subscription.channel());
                if (entry != null) {
                    entry.put(subscription.subscription().id(), body);
                }
            }
            case CatalogRecord.SubscriptionGone(long number, long id) -> {
                ChannelEntry entry = entry(number);
                if (entry != null) {
                    entry.remove(id);
                }
            }
            case CatalogRecord.Mark(var mark) -> {
                ChannelEntry entry = entry(mark.channel());
                if (entry != null) {
                    entry.advance(mark);
                }
            }
            case CatalogRecord.Numbers(long next) -> nextNumber = Math.max(nextNumber, next);
        }
    }

    private void add(CatalogRecord.Channel channel) {
        nextNumber = Math.max(nextNumber, channel.number() + 1);
        ChannelEntry entry =
                new ChannelEntry(channel.number(), channel.name(), channel.highestSubscriptionId());
        channels.put(channel.number(), entry);
        channelsByName.put(channel.name(), entry);
    }

    private void delete(long number) {
        ChannelEntry entry = channels.remove(number);
        if (entry != null) {
            channelsByName.remove(entry.name(), entry);
        }
        deleted.add(number);
    }

    /** A record about a channel that nobody knows was written before the channel was deleted. */
    private @Nullable ChannelEntry entry(long number) {
        ChannelEntry entry = channels.get(number);
        if (entry == null && !deleted.contains(number)) {
            strays++;
        }
        return entry;
    }

    @Nullable ServerRecord server() {
        return server;
    }

    Collection<ClientRecord> clients() {
        return clients.values();
    }

    Collection<ChannelEntry> channels() {
        return channels.values();
    }

    @Nullable ChannelEntry channel(String name) {
        return channelsByName.get(name);
    }

    @Nullable ChannelEntry channel(long number) {
        return channels.get(number);
    }

    Set<Long> deleted() {
        return deleted;
    }

    long nextNumber() {
        return nextNumber;
    }

    /** Returns how many records were about nothing that is known. */
    long strays() {
        return strays;
    }

    /** Returns as few records as say the same. */
    List<ByteBuffer> records() {
        List<ByteBuffer> records = new ArrayList<>();
        if (server != null) {
            records.add(CatalogCodec.encode(new CatalogRecord.Server(server)));
        }
        records.add(CatalogCodec.encode(new CatalogRecord.Numbers(nextNumber)));
        for (long number : deleted) {
            records.add(CatalogCodec.encode(new CatalogRecord.ChannelDeleted(number)));
        }
        for (ClientRecord client : clients.values()) {
            records.add(CatalogCodec.encode(new CatalogRecord.Client(client)));
        }
        for (ChannelEntry channel : channels.values()) {
            records.add(
                    CatalogCodec.encode(
                            new CatalogRecord.Channel(
                                    channel.number(),
                                    channel.name(),
                                    channel.highestSubscriptionId())));
            if (channel.isMarked()) {
                records.add(CatalogCodec.encode(new CatalogRecord.Mark(channel.mark())));
            }
            channel.subscriptions().values().forEach(body -> records.add(body.duplicate()));
        }
        return records;
    }
}
