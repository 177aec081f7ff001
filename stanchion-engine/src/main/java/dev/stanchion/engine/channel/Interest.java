package dev.stanchion.engine.channel;

import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.queue.QueueGroup;
import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.registration.Cost;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.subscription.Feed;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.engine.subscription.Terms;
import dev.stanchion.protocol.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who listens to one channel, now or in the future: plain subscriptions, durables and groups. */
@ShardOwned
public final class Interest {
    private final int maxSubscriptions;
    private final Allowance allowance;
    private final Map<Long, Subscription> byId = new LinkedHashMap<>();
    private final Map<DurableKey, Subscription> durables = new HashMap<>();
    private final Map<String, QueueGroup> groups = new HashMap<>();
    private final List<Feed> feeds = new ArrayList<>();
    private long highestId;
    private long takenBytes;
    private boolean isEnded;

    /** What makes a durable the same one when its client comes back. */
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

    /** Tells whether any client uses a subscription of this channel now. */
    boolean isActive() {
        return byId.values().stream().anyMatch(Subscription::isActive);
    }

    /** Returns how many subscriptions there are, offline durables too. */
    public int count() {
        return byId.size();
    }

    /** Returns all positions in the channel: one for each subscription or group. */
    public List<Feed> positions() {
        return List.copyOf(feeds);
    }

    /** Returns all subscriptions, offline durables too. Unmodifiable. */
    public List<Subscription> subscriptions() {
        return List.copyOf(byId.values());
    }

    /** Returns the live list of feeds, for the channel's own loop. */
    List<Feed> feeds() {
        return feeds;
    }

    @Nullable Subscription durable(String clientId, String durableName) {
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
        if (!(subscription.feed() instanceof QueueGroup)) {
            feeds.add(subscription.feed());
        }
        if (!subscription.terms().durableName().isEmpty()) {
            durables.put(keyOf(subscription), subscription);
        }
    }

    void addGroup(QueueGroup group) {
        groups.put(group.name(), group);
        feeds.add(group);
    }

    /** A client takes a subscription over that is kept, on its own terms. */
    void resume(Subscription dormant, Terms terms, Client client) {
        give(costOf(dormant.terms()));
        dormant.resume(terms, client);
        take(costOf(terms));
    }

    /** Forgets a subscription, and its group if that was the last of it. */
    void remove(Subscription subscription) {
        if (byId.remove(subscription.id()) != null) {
            give(costOf(subscription.terms()));
        }
        durables.remove(keyOf(subscription), subscription);
        if (!(subscription.feed() instanceof QueueGroup group)) {
            remove(subscription.feed());
        } else if (group.subscriptions().isEmpty()) {
            groups.remove(group.name());
            remove(group);
        }
    }

    private void remove(Feed feed) {
        feeds.remove(feed);
        feed.end();
    }

    private static DurableKey keyOf(Subscription subscription) {
        Terms terms = subscription.terms();
        return new DurableKey(terms.clientId(), terms.durableName());
    }

    /** Silences everything; the channel is being deleted or the engine closes. */
    void endAll() {
        subscriptions().forEach(Subscription::end);
        feeds.forEach(Feed::end);
        give(takenBytes);
        isEnded = true;
    }
}
