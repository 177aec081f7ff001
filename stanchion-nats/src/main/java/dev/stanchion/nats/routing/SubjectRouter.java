package dev.stanchion.nats.routing;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All subscriptions of a server. It finds those that match a subject.
 *
 * <p>Matching takes no lock and may run on any number of threads beside one writer. Changes by
 * {@link #add} and {@link #remove} are visible to every match that begins after these calls return.
 * Safe for use by many threads.
 */
public final class SubjectRouter<S extends Subscription> {
    private final ReentrantLock writing = new ReentrantLock();
    private final SubjectHash hash;
    private final ByteTable<Matches<S>> literals = new ByteTable<>();
    private final PatternTrie<S> patterns;
    private final WatchedSubjects watched;
    private final Versions versions;
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong inserts = new AtomicLong();

    /** The subscriptions that accept empty tokens. There are few, and they change rarely. */
    private final List<S> lenient = new CopyOnWriteArrayList<>();

    /**
     * @param seed the seed of the hashes, which clients must not know
     */
    public SubjectRouter(long seed) {
        hash = new SubjectHash(seed);
        patterns = new PatternTrie<>(hash);
        watched = new WatchedSubjects(hash);
        versions = new Versions(hash);
    }

    /** Adds a subscription that is not in the router. */
    public void add(S subscription) {
        writing.lock();
        try {
            change(subscription, true);
            size.incrementAndGet();
            inserts.incrementAndGet();
        } finally {
            writing.unlock();
        }
    }

    /** Removes a subscription that {@link #add} has added, once. */
    public void remove(S subscription) {
        removeAll(List.of(subscription));
    }

    /** Removes many subscriptions under one lock, for example at the end of a connection. */
    public void removeAll(Collection<? extends S> subscriptions) {
        writing.lock();
        try {
            for (S subscription : subscriptions) {
                change(subscription, false);
                size.decrementAndGet();
            }
        } finally {
            writing.unlock();
        }
    }

    private void change(S subscription, boolean add) {
        if (subscription.isLiteral()) {
            changeLiteral(subscription, add);
        } else if (add) {
            patterns.add(subscription);
        } else {
            patterns.remove(subscription);
        }
        if (subscription.takesEmptyTokens()) {
            changeLenient(subscription, add);
        }
        versions.bump(subscription.subject());
        if (!watched.isEmpty() && subscription.countsAsInterest()) {
            watched.adjust(subscription.subject(), add ? 1 : -1); // last: a listener can match it
        }
    }

    private void changeLenient(S subscription, boolean add) {
        if (add) {
            lenient.add(subscription);
        } else {
            lenient.remove(subscription);
        }
    }

    private void changeLiteral(S subscription, boolean add) {
        byte[] subject = subscription.subject();
        int subjectHash = hash.of(subject, 0, subject.length);
        Matches<S> before = literals.get(subject, 0, subject.length, subjectHash);
        Matches<S> old = before == null ? Matches.empty() : before;
        Matches<S> changed = add ? old.with(subscription) : old.without(subscription);
        if (changed.isEmpty()) {
            literals.remove(subject, subjectHash);
        } else {
            literals.put(subject, subjectHash, changed);
        }
    }

    /** Begins to update a watch. */
    public void watch(InterestWatch watch) {
        writing.lock();
        try {
            watch.begin(interestIn(watch.subject()));
            watched.add(watch);
        } finally {
            writing.unlock();
        }
    }

    private int interestIn(byte[] subject) {
        Matches<S> matches = match(subject, subject.length);
        int interest = 0;
        for (int i = 0; i < matches.plainCount(); i++) {
            interest += matches.plain(i).countsAsInterest() ? 1 : 0;
        }
        for (int i = 0; i < matches.queueCount(); i++) {
            for (int member = 0; member < matches.memberCount(i); member++) {
                interest += matches.member(i, member).countsAsInterest() ? 1 : 0;
            }
        }
        return interest;
    }

    /** Stops updating a watch. */
    public void unwatch(InterestWatch watch) {
        writing.lock();
        try {
            watched.remove(watch);
        } finally {
            writing.unlock();
        }
    }

    /** Returns the number of subscriptions. */
    public int size() {
        return size.get();
    }

    /** Returns how many subscriptions have been added so far. */
    public long inserts() {
        return inserts.get();
    }

    /** Returns how many subscriptions have been removed so far. */
    public long removes() {
        return Math.max(0, inserts.get() - size.get());
    }

    /**
     * Returns the subscriptions that match a published subject, in which wildcards are ordinary
     * tokens. It allocates only if subscriptions of more than one kind match.
     */
    public Matches<S> match(byte[] subject, int length) {
        if (Subjects.hasEmptyToken(subject, length)) {
            return matchLeniently(subject, length);
        }
        Matches<S> literal = literals.get(subject, 0, length, hash.of(subject, 0, length));
        return patterns.match(subject, length, literal == null ? Matches.empty() : literal);
    }

    private Matches<S> matchLeniently(byte[] subject, int length) {
        Matches<S> found = Matches.empty();
        for (S subscription : lenient) {
            if (Subjects.leadsTo(subscription.subject(), subject, length)) {
                found = found.with(subscription);
            }
        }
        return found;
    }

    SubjectHash hash() {
        return hash;
    }

    Versions versions() {
        return versions;
    }
}
