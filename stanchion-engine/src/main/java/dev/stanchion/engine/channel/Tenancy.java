package dev.stanchion.engine.channel;

import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Subscription;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's use of a subscription, and how it ends ({@code spec/streaming.md} 8.5 and 9.2): a
 * durable stays unless it is unsubscribed, and so does the last member of a durable group.
 */
@ShardOwned
final class Tenancy implements Client.Belonging {
    private static final Logger LOG = LoggerFactory.getLogger(Tenancy.class);

    private final Channel channel;
    private final Subscription subscription;
    private final Client client;

    private Tenancy(Channel channel, Subscription subscription, Client client) {
        this.channel = channel;
        this.subscription = subscription;
        this.client = client;
    }

    /** A client begins to use a subscription, which knows that. */
    static Tenancy begin(Channel channel, Subscription subscription, Client client) {
        Tenancy tenancy = new Tenancy(channel, subscription, client);
        client.add(tenancy);
        channel.interest().begin(tenancy);
        return tenancy;
    }

    Channel channel() {
        return channel;
    }

    Subscription subscription() {
        return subscription;
    }

    /** The ways in which a client ends its use. */
    enum Ending {
        UNSUBSCRIBED,
        CLOSED
    }

    @Override
    public void clientGoes() {
        withdraw(Ending.CLOSED);
    }

    @Override
    public void clientGone(Runnable done) {
        settle();
        record(
                Outcome.of(
                        ignored -> done.run(),
                        why -> {
                            LOG.error(
                                    "The end of a subscription may be forgotten: {}",
                                    why.getMessage());
                            done.run();
                        }));
    }

    /** Ends it at once; the outcome says when that is recorded. */
    void end(Ending ending, Outcome<Outcome.Done> recorded) {
        vacate(ending);
        record(recorded);
    }

    private void record(Outcome<Outcome.Done> recorded) {
        if (!channel.interest().isActive()) {
            channel.inactivity().begin();
        }
        channel.flush(recorded);
    }

    /** Ends it without waiting for anything. */
    void vacate(Ending ending) {
        withdraw(ending);
        settle();
    }

    /**
     * Ends the use of all subscriptions of a position, and the position itself if it is not kept.
     * None of them gets the messages of another one.
     */
    static void vacateAll(Channel channel, Dispatcher position, Ending ending) {
        List<Tenancy> all =
                position.subscriptions().stream()
                        .filter(Subscription::isActive)
                        .map(channel.interest()::tenancyOf)
                        .toList();
        all.forEach(each -> each.withdraw(ending));
        all.forEach(Tenancy::settle);
    }

    /** From here on nothing is sent to it, and no other member of its group leaves it anything. */
    private void withdraw(Ending ending) {
        client.remove(this);
        channel.interest().end(this);
        if (ending == Ending.CLOSED && isKept()) {
            suspend();
        } else {
            end();
        }
    }

    /** Deals out the messages of a subscription whose position is not kept, and forgets it. */
    private void settle() {
        if (subscription.isClosed()) {
            remove();
        }
    }

    /** A subscription without a position was never answered, so there is nothing to resume. */
    private boolean isKept() {
        return subscription.dispatcher().isPlaced()
                && subscription.dispatcher().outlasts(subscription);
    }

    private void suspend() {
        subscription.suspend();
        subscription.dispatcher().keepLast(subscription);
        channel.records().put(subscription.record());
        log("Suspended durable subscription");
    }

    private void end() {
        subscription.end();
        subscription.dispatcher().leave(subscription);
    }

    private void remove() {
        subscription.dispatcher().dealOut(subscription);
        channel.interest().remove(subscription);
        channel.records().delete(subscription.id());
        log("Removed subscription");
    }

    private void log(String what) {
        LOG.debug(
                "[Client:{}] {}, subject={}, inbox={}, subid={}",
                subscription.terms().clientId(),
                what,
                channel.channel(),
                subscription.terms().inbox(),
                subscription.id());
    }
}
