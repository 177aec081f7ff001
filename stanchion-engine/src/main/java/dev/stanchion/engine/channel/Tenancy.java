package dev.stanchion.engine.channel;

import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.queue.QueueGroup;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's use of a subscription, and how it ends ({@code spec/streaming.md} 8.5 and 9.2): a
 * durable stays unless it is unsubscribed, and so does the last member of a durable group.
 */
record Tenancy(Channel channel, Subscription subscription) implements Client.Belonging {
    private static final Logger LOG = LoggerFactory.getLogger(Tenancy.class);

    /** How a client ends its use. */
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
                new Outcome<>() {
                    @Override
                    public void succeeded(Done ignored) {
                        done.run();
                    }

                    @Override
                    public void failed(StoreException why) {
                        LOG.error(
                                "The end of a subscription may be forgotten: {}", why.getMessage());
                        done.run();
                    }
                });
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
        channel.records().flush(recorded);
    }

    /** Ends it without waiting for anything. */
    void vacate(Ending ending) {
        withdraw(ending);
        settle();
    }

    /** From here on nothing is sent to it, and no other member of its group leaves it anything. */
    private void withdraw(Ending ending) {
        Client client = subscription.client();
        if (client != null) {
            client.remove(this);
        }
        if (ending == Ending.CLOSED && isKept()) {
            suspend();
        } else {
            end();
        }
    }

    /** What is not kept is dealt out to others and forgotten. */
    private void settle() {
        if (subscription.isClosed()) {
            remove();
        }
    }

    /** What has no position yet was never answered, and leaves nothing that could be resumed. */
    private boolean isKept() {
        return subscription.feed().isPlaced() && isKeptByItsKind();
    }

    private boolean isKeptByItsKind() {
        return subscription.feed() instanceof QueueGroup group
                ? group.isDurable() && group.subscriptions().size() == 1
                : subscription.terms().durable();
    }

    private void suspend() {
        subscription.suspend();
        if (subscription.feed() instanceof QueueGroup group) {
            group.keep(subscription);
        }
        channel.records().put(subscription.record());
        log("Suspended durable subscription");
    }

    private void end() {
        subscription.end();
        if (subscription.feed() instanceof QueueGroup group) {
            group.leave(subscription);
        }
    }

    private void remove() {
        if (subscription.feed() instanceof QueueGroup group) {
            group.dealOut(subscription);
        }
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
