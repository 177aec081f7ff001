package dev.stanchion.nats;

import dev.stanchion.nats.routing.Subjects;
import dev.stanchion.nats.snapshot.Page;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects one part of the subscriptions that it gets, and counts the others. Safe for use by many
 * threads.
 */
final class SubscriptionPart {
    private final byte[] subject;
    private final int offset;
    private final int limit;
    private final List<SubscriptionSnapshot> kept = new ArrayList<>();
    private int total;

    SubscriptionPart(String subject, int offset, int limit) {
        this.subject = subject.getBytes(StandardCharsets.UTF_8);
        this.offset = offset;
        this.limit = limit;
    }

    synchronized void offer(SubscriptionSnapshot subscription) {
        if (subject.length > 0 && !Subjects.matches(bytes(subscription), subject)) {
            return;
        }
        if (total >= offset && kept.size() < limit) {
            kept.add(subscription);
        }
        total++;
    }

    private static byte[] bytes(SubscriptionSnapshot subscription) {
        return subscription.subject().getBytes(StandardCharsets.UTF_8);
    }

    synchronized Page<SubscriptionSnapshot> page() {
        return new Page<>(kept, total);
    }
}
