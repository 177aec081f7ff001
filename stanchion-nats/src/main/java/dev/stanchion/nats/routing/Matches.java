package dev.stanchion.nats.routing;

import java.util.Arrays;

/**
 * The subscriptions that match a subject. All plain ones get a message; in each queue group, one
 * member gets it. Immutable.
 *
 * <p>It may be outdated when it is used, so each delivery checks that the subscription is still
 * open.
 */
public final class Matches<S extends Subscription> {
    private static final Subscription[] NONE = {};
    private static final Subscription[][] NO_QUEUES = {};
    private static final Matches<?> EMPTY = new Matches<>(NONE, NO_QUEUES);

    private final Subscription[] plain;
    private final Subscription[][] queues;

    private Matches(Subscription[] plain, Subscription[][] queues) {
        this.plain = plain;
        this.queues = queues;
    }

    @SuppressWarnings("unchecked") // it has no element
    static <S extends Subscription> Matches<S> empty() {
        return (Matches<S>) EMPTY;
    }

    public boolean isEmpty() {
        return plain.length == 0 && queues.length == 0;
    }

    /**
     * Returns the number of deliveries of a message: one for each plain subscription and each
     * group.
     */
    int fanout() {
        return plain.length + queues.length;
    }

    public int plainCount() {
        return plain.length;
    }

    @SuppressWarnings("unchecked") // with() lets in nothing but S
    public S plain(int index) {
        return (S) plain[index];
    }

    public int queueCount() {
        return queues.length;
    }

    /** Returns how many members a queue group has, at least one. */
    public int memberCount(int queue) {
        return queues[queue].length;
    }

    @SuppressWarnings("unchecked") // with() lets in nothing but S
    public S member(int queue, int index) {
        return (S) queues[queue][index];
    }

    Matches<S> with(S added) {
        if (added.isPlain()) {
            return new Matches<>(append(plain, added), queues);
        }
        int group = groupOf(queues, added.queue());
        Subscription[][] changed = Arrays.copyOf(queues, Math.max(queues.length, group + 1));
        changed[group] = group < queues.length ? append(queues[group], added) : only(added);
        return new Matches<>(plain, changed);
    }

    Matches<S> without(S removed) {
        Subscription[] plainLeft = remove(plain, removed);
        Subscription[][] queuesLeft = removed.isPlain() ? queues : withoutMember(removed);
        return plainLeft.length == 0 && queuesLeft.length == 0
                ? empty()
                : new Matches<>(plainLeft, queuesLeft);
    }

    private Subscription[][] withoutMember(Subscription removed) {
        return Arrays.stream(queues)
                .map(members -> remove(members, removed))
                .filter(members -> members.length > 0)
                .toArray(Subscription[][]::new);
    }

    /** Returns both results as one. Groups with the same name become one group. */
    Matches<S> and(Matches<S> other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        Subscription[][] merged = queues;
        for (Subscription[] members : other.queues) {
            int group = groupOf(merged, members[0].queue());
            Subscription[][] next = Arrays.copyOf(merged, Math.max(merged.length, group + 1));
            next[group] = group < merged.length ? concat(merged[group], members) : members;
            merged = next;
        }
        return new Matches<>(concat(plain, other.plain), merged);
    }

    /** Returns the index of the group of that name, or the first index after all groups. */
    private static int groupOf(Subscription[][] queues, byte[] name) {
        int group = 0;
        while (group < queues.length && !Arrays.equals(queues[group][0].queue(), name)) {
            group++;
        }
        return group;
    }

    private static Subscription[] only(Subscription subscription) {
        return new Subscription[] {subscription};
    }

    private static Subscription[] append(Subscription[] subscriptions, Subscription added) {
        Subscription[] longer = Arrays.copyOf(subscriptions, subscriptions.length + 1);
        longer[subscriptions.length] = added;
        return longer;
    }

    private static Subscription[] concat(Subscription[] first, Subscription[] second) {
        if (first.length == 0 || second.length == 0) {
            return first.length == 0 ? second : first;
        }
        Subscription[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @SuppressWarnings("ReferenceEquality") // a subscription is the object
    private static Subscription[] remove(Subscription[] subscriptions, Subscription removed) {
        for (int i = 0; i < subscriptions.length; i++) {
            if (subscriptions[i] == removed) {
                Subscription[] shorter = Arrays.copyOf(subscriptions, subscriptions.length - 1);
                System.arraycopy(subscriptions, i + 1, shorter, i, shorter.length - i);
                return shorter;
            }
        }
        return subscriptions;
    }
}
