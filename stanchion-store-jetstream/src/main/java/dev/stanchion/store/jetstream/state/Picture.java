package dev.stanchion.store.jetstream.state;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.names.StateKey;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the bucket contains, as far as it has been read. Values stay as they are until {@link
 * #toRecovered}, because the format of all of them is known only when the one of the server is
 * there. Confined to the shard of the registry.
 */
public final class Picture {
    private static final Logger LOG = LoggerFactory.getLogger(Picture.class);

    private final ClusterNames names;
    private final Map<String, JsonObject> clients = new LinkedHashMap<>();
    private final Map<String, ChannelRecord> channels = new LinkedHashMap<>();
    private final Map<String, Map<Long, JsonObject>> subscriptions = new HashMap<>();
    private Optional<Holder> holder = Optional.empty();
    private Optional<ServerRecord> server = Optional.empty();
    private long format;
    private long epoch;
    private boolean wasReleased = true;

    public Picture(ClusterNames names) {
        this.names = names;
    }

    /** Applies a message of the bucket. Messages must come in the order of their sequences. */
    void apply(StreamMessage message) {
        String subject = message.subject();
        if (!subject.startsWith(names.keyPrefix())) {
            return;
        }
        boolean isGone = !message.header("KV-Operation").isEmpty();
        JsonObject value = JsonObject.parse(ByteBufUtil.getBytes(message.payload()));
        if (!isGone && value.isEmpty()) {
            LOG.error(
                    "{} has a value in bucket {} that is not a Stanchion's: it is ignored",
                    subject.substring(names.keyPrefix().length()),
                    names.bucket());
            return;
        }
        names.parseKey(subject.substring(names.keyPrefix().length()))
                .ifPresent(key -> apply(key, isGone, value, message));
    }

    private void apply(StateKey key, boolean isGone, JsonObject value, StreamMessage message) {
        switch (key) {
            case StateKey.Lease ignored -> {
                epoch = message.sequence();
                wasReleased = isGone && !Lease.lacksDeliveries(message);
                holder = isGone ? Optional.empty() : Optional.of(Holder.of(value));
            }
            case StateKey.Server ignored -> {
                server = isGone ? Optional.empty() : Optional.of(Records.server(value));
                format = isGone ? 0 : Records.format(value);
            }
            case StateKey.Client client -> {
                clients.remove(client.clientId());
                if (!isGone) {
                    clients.put(client.clientId(), value);
                }
            }
            case StateKey.Channel channel -> {
                if (isGone) {
                    channels.remove(channel.channel());
                } else {
                    channels.put(channel.channel(), ChannelRecord.of(value));
                }
            }
            case StateKey.Subscription each -> apply(each, isGone, value);
        }
    }

    private void apply(StateKey.Subscription key, boolean isGone, JsonObject value) {
        Map<Long, JsonObject> ofChannel =
                subscriptions.computeIfAbsent(key.channel(), channel -> new TreeMap<>());
        if (isGone) {
            ofChannel.remove(key.id());
        } else {
            ofChannel.put(key.id(), value);
        }
    }

    /** Returns why this version must not use the values; empty if it may. */
    public Optional<StoreException> refusal() {
        return format <= Records.FORMAT
                ? Optional.empty()
                : Optional.of(
                        new StoreException(
                                StoreException.Kind.CORRUPT,
                                "open",
                                "bucket " + names.bucket(),
                                ("its values have format version %d (expected: %d); a newer"
                                                + " Stanchion wrote them, start that one")
                                        .formatted(format, Records.FORMAT)));
    }

    /** Returns who is active, or was when it ended without releasing the lease. */
    public Optional<Holder> holder() {
        return holder;
    }

    /** Returns the sequence of the last change of the lease; 0 if nobody was ever active. */
    public long epoch() {
        return epoch;
    }

    /** Returns the record of a channel. */
    public Optional<ChannelRecord> channel(String channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    /** Returns the IDs of the subscriptions of a channel. */
    public List<Long> subscriptionIds(String channel) {
        return List.copyOf(subscriptions.getOrDefault(channel, Map.of()).keySet());
    }

    private List<RecoveredState.Subscription> subscriptions(String channel) {
        List<RecoveredState.Subscription> all = new ArrayList<>();
        subscriptions
                .getOrDefault(channel, Map.of())
                .forEach((id, value) ->
                        all.add(
                                read(
                                        names.subscriptionKey(channel, id),
                                        () -> Records.subscription(id, value))));
        return all;
    }

    private <T> T read(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "open",
                    "bucket " + names.bucket(),
                    "the value of key %s is damaged (%s); put back an earlier value of it, or delete the key"
                            .formatted(key, e.getMessage()));
        }
    }

    /** Returns the channels whose deletion has begun and not ended. */
    public List<String> channelsBeingDeleted() {
        return channels.entrySet().stream()
                .filter(each -> each.getValue().isBeingDeleted())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns the state in the form of the engine. A process that did not release the lease may
     * have delivered messages that the bucket does not know of.
     *
     * @param mayLackDeliveries whether the process that was active before has not released the
     *     lease
     * @throws StoreException of kind {@code CORRUPT} if a value is damaged
     */
    public RecoveredState toRecovered(boolean mayLackDeliveries) {
        List<ClientRecord> allClients = new ArrayList<>();
        clients.forEach((id, value) ->
                allClients.add(read(names.clientKey(id), () -> Records.client(id, value))));
        List<RecoveredState.Channel> allChannels = new ArrayList<>();
        channels.forEach((name, value) -> {
            if (!value.isBeingDeleted()) {
                allChannels.add(
                        new RecoveredState.Channel(name, subscriptions(name), mayLackDeliveries));
            }
        });
        return new RecoveredState(server, allClients, allChannels);
    }

    /** Returns the value of the server's key. */
    public static byte[] valueOf(ServerRecord server) {
        return Records.toJson(server);
    }

    /**
     * Tells whether the process that was active last has released the lease, and nothing that was
     * delivered before is missing.
     */
    public boolean wasReleased() {
        return wasReleased;
    }
}
