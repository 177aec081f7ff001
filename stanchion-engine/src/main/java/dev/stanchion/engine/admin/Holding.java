package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.HeldSubscription;
import dev.stanchion.engine.subscription.Subscription;
import java.util.List;

/**
 * What a client uses.
 *
 * @param subscriptions how many
 * @param kept unacknowledged messages that stay with a durable or a group
 * @param lost unacknowledged messages of subscriptions that end with the client
 * @param ending subscriptions that end with the client, and their positions with them
 */
record Holding(long subscriptions, long kept, long lost, long ending) {
    static final Holding NOTHING = new Holding(0, 0, 0, 0);

    static Holding of(List<HeldSubscription> held) {
        Holding sum = NOTHING;
        for (HeldSubscription each : held) {
            Subscription one = each.subscription();
            boolean ends = !one.terms().durable() && one.terms().queueGroup().isEmpty();
            sum =
                    sum.plus(
                            new Holding(
                                    1,
                                    ends ? 0 : one.pending(),
                                    ends ? one.pending() : 0,
                                    ends ? 1 : 0));
        }
        return sum;
    }

    Holding plus(Holding other) {
        return new Holding(
                subscriptions + other.subscriptions,
                kept + other.kept,
                lost + other.lost,
                ending + other.ending);
    }
}
