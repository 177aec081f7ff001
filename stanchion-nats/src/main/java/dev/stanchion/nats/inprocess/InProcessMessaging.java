package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.routing.Matches;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.routing.Subjects;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import dev.stanchion.nats.wire.Envelopes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** In-process messaging through the router. Safe for use by many threads. */
public final class InProcessMessaging implements InProcess {
    private final SubjectRouter<Receiver> router;
    private final Consumer<Envelopes> envelopes;
    private final Set<InProcessSubscription> subscriptions = ConcurrentHashMap.newKeySet();

    /**
     * @param envelopes gets the publishes that new connections may send as envelopes
     */
    public InProcessMessaging(SubjectRouter<Receiver> router, Consumer<Envelopes> envelopes) {
        this.router = router;
        this.envelopes = envelopes;
    }

    @Override
    public void takeEnvelopes(String subjectPrefix, int bytes) {
        envelopes.accept(new Envelopes(subjectPrefix, bytes));
    }

    @Override
    public Registration subscribe(String subject, InProcessHandler handler) {
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        if (!Subjects.isValid(bytes) || !Subjects.isPrintable(bytes)) {
            throw new IllegalArgumentException("subject: " + subject + " (expected: a valid one)");
        }
        return add(new InProcessSubscription(router, subscriptions, bytes, handler));
    }

    @Override
    public Registration subscribeLeniently(String subject, InProcessHandler handler) {
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        boolean isOpen = subject.equals(">") || subject.endsWith(".>");
        if (!isOpen || !Subjects.isValid(bytes) || !Subjects.isPrintable(bytes)) {
            throw new IllegalArgumentException(
                    "subject: " + subject + " (expected: a valid one that ends with >)");
        }
        return add(
                new InProcessSubscription(router, subscriptions, bytes, handler) {
                    @Override
                    protected boolean takesEmptyTokens() {
                        return true;
                    }
                });
    }

    private Registration add(InProcessSubscription subscription) {
        subscriptions.add(subscription);
        router.add(subscription);
        return subscription;
    }

    public List<SubscriptionSnapshot> subscriptions() {
        return subscriptions.stream().map(InProcessSubscription::snapshot).toList();
    }

    @Override
    public Destination destination(String subject) {
        requireLiteral(subject);
        return new PreparedDestination(router, subject);
    }

    private static byte[] requireLiteral(String subject) {
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        if (!Subjects.isLiteral(bytes) || !Subjects.isPrintable(bytes)) {
            throw new IllegalArgumentException(
                    "subject: " + subject + " (expected: one without wildcards)");
        }
        return bytes;
    }

    @Override
    public Registration watchInterest(String subject, NatsLoop loop, InterestListener listener) {
        var watched = new WatchedInterest(router, requireLiteral(subject), loop, listener);
        watched.begin();
        return watched;
    }

    @Override
    public boolean hasInterest(String subject) {
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        Matches<Receiver> matches = router.match(bytes, bytes.length);
        for (int i = 0; i < matches.plainCount(); i++) {
            if (matches.plain(i).isOnOpenConnection()) {
                return true;
            }
        }
        for (int i = 0; i < matches.queueCount(); i++) {
            for (int member = 0; member < matches.memberCount(i); member++) {
                if (matches.member(i, member).isOnOpenConnection()) {
                    return true;
                }
            }
        }
        return false;
    }
}
