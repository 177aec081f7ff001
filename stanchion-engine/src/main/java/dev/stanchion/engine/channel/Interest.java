package dev.stanchion.engine.channel;

import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.queue.QueueGroup;
import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.registration.Cost;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Pause;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.engine.subscription.Terms;
import dev.stanchion.protocol.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one channel, active or offline: plain subscriptions, durables and groups.
 */
@ShardOwned
public final class Interest {
    private final int maxSubscriptions;
    private final Allowance allowance;
    private final Map<Long, Subscription> byId = new LinkedHashMap<>();
    private final Map<DurableKey, Subscription> durables = new HashMap<>();
    private final Map<String, QueueGroup> groups = new HashMap<>();
    private final Map<Subscription, Tenancy> tenancies = new HashMap<>();
    private final List<Dispatcher> dispatchers = new ArrayList<>();
    private @Nullable Pause channelPause;
    private long highestId;
    private long takenBytes;
    private boolean isEnded;

    /** The key by which a client finds its durable again. */
    record DurableKey(String clientId, String durableName) {}

    Interest(int maxSubscriptions, Allowance allowance) {
        this.maxSubscriptions = maxSubscriptions;
        this.allowance = allowance;
    }

    /** Returns an ID that no subscription of the channel ever had. */
    long nextId(long highestRecorded) {
        highestId = Math.max(highestId, highestRecorded) + 1;
        return highestId;
    }

    /** Returns why there can be no further subscription; null if there can. */
    @Nullable String refusalOf(Terms terms) {
        if (maxSubscriptions > 0 && byId.size() >= maxSubscriptions) {
            return Refusal.TOO_MANY_SUBSCRIPTIONS.text();
        }
        return allowance.hasRoomFor(costOf(terms)) ? null : allowance.refusal();
    }

    private static long costOf(Terms terms) {
        return Cost.ofSubscription(
                terms.clientId(), terms.queueGroup(), terms.inbox(), terms.durableName());
    }

    private void take(long bytes) {
        if (!isEnded) {
            takenBytes += bytes;
            allowance.take(bytes);
        }
    }

    private void give(long bytes) {
        if (!isEnded) {
            takenBytes -= bytes;
            allowance.give(bytes);
        }
    }

    /** A client uses a subscription from now on. */
    void begin(Tenancy tenancy) {
        tenancies.put(tenancy.subscription(), tenancy);
    }

    /** A client uses it no longer. */
    void end(Tenancy tenancy) {
        tenancies.remove(tenancy.subscription());
    }

    /** Returns the use that a client makes of an active subscription. */
    Tenancy tenancyOf(Subscription subscription) {
        return Objects.requireNonNull(tenancies.get(subscription));
    }

    /** Returns whether a client uses a subscription of this channel now. */
    boolean isActive() {
        return byId.values().stream().anyMatch(Subscription::isActive);
    }

    /** Returns how many subscriptions there are, offline durables too. */
    public int count() {
        return byId.size();
    }

    /** Returns how many there may be; 0 means any number. */
    public int maxSubscriptions() {
        return maxSubscriptions;
    }

    /** Returns all positions in the channel: one for each subscription or group. */
    public List<Dispatcher> positions() {
        return List.copyOf(dispatchers);
    }

    /** Returns all subscriptions, offline durables too. Unmodifiable. */
    public List<Subscription> subscriptions() {
        return List.copyOf(byId.values());
    }

    /** Returns the live list of dispatchers, for the channel's own loop. */
    List<Dispatcher> dispatchers() {
        return dispatchers;
    }

    public @Nullable Subscription durable(String clientId, String durableName) {
        return durables.get(new DurableKey(clientId, durableName));
    }

    @Nullable QueueGroup group(String name) {
        return groups.get(name);
    }

    /** Finds the active subscription with this ack inbox, else the newest with this inbox. */
    @Nullable Subscription findByInbox(String inbox) {
        Subscription found = null;
        for (Subscription subscription : byId.values()) {
            if (subscription.isActive()) {
                if (subscription.terms().ackInbox().equals(inbox)) {
                    return subscription;
                }
                if (subscription.terms().inbox().equals(inbox)) {
                    found = subscription;
                }
            }
        }
        return found;
    }

    void add(Subscription subscription) {
        highestId = Math.max(highestId, subscription.id());
        byId.put(subscription.id(), subscription);
        take(costOf(subscription.terms()));
        if (!subscription.terms().durableName().isEmpty()) {
            durables.put(keyOf(subscription), subscription);
        }
        subscription.dispatcher().followPolicies();
    }

    /** There is a further position in the channel. */
    void begin(Dispatcher position) {
        dispatchers.add(position);
        Pause paused = channelPause;
        if (paused != null) {
            position.pause(paused);
        }
    }

    /** All that an earlier run has recorded of the groups is known. */
    void restoredGroups() {
        groups.values().forEach(QueueGroup::restored);
    }

    /** Other policies hold from now on. */
    void followPolicies() {
        dispatchers.forEach(Dispatcher::followPolicies);
    }

    /** Pauses all positions, and those that begin later. */
    public void pause(Pause ofChannel) {
        channelPause = ofChannel;
        dispatchers.forEach(each -> each.pause(ofChannel));
    }

    /** Forgets the pause of the channel; {@link Dispatcher#goOn} follows. */
    public void endPause() {
        channelPause = null;
        dispatchers.forEach(each -> each.endPause(true));
    }

    /**
     * Returns the pause of the channel; null if there is none, or if it is over. When the time of
     * day was set forward, positions pause on for a while after the end of their pause.
     */
    public @Nullable Pause pause(long nowEpochNanos) {
        Pause paused = channelPause;
        if (paused != null && paused.untilEpochNanos() > nowEpochNanos) {
            return paused;
        }
        return dispatchers.stream()
                .flatMap(each -> each.pauses().stream())
                .filter(Pause::ofChannel)
                .findFirst()
                .orElse(null);
    }

    /** There is a further queue group in the channel, and its position. */
    void beginGroup(QueueGroup group) {
        groups.put(group.queueGroup(), group);
        group.followPolicies();
        begin(group);
    }

    /** A client takes a subscription over that is kept, on its own terms. */
    void resume(Subscription dormant, Terms terms, Client client) {
        give(costOf(dormant.terms()));
        dormant.resume(terms, client);
        take(costOf(terms));
    }

    /** Forgets a subscription, and its position if no other subscription shares it. */
    void remove(Subscription subscription) {
        if (byId.remove(subscription.id()) != null) {
            give(costOf(subscription.terms()));
        }
        durables.remove(keyOf(subscription), subscription);
        if (subscription.dispatcher().subscriptions().isEmpty()) {
            end(subscription.dispatcher());
        }
    }

    private void end(Dispatcher position) {
        dispatchers.remove(position);
        groups.remove(position.queueGroup());
        position.end();
    }

    private static DurableKey keyOf(Subscription subscription) {
        Terms terms = subscription.terms();
        return new DurableKey(terms.clientId(), terms.durableName());
    }

    /** Silences everything; the channel is being deleted or the engine closes. */
    void endAll() {
        subscriptions().forEach(Subscription::end);
        dispatchers.forEach(Dispatcher::end);
        give(takenBytes);
        isEnded = true;
    }
}
