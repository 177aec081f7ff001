package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of a group that is ordered by key, and what they may be sent: a message only when all
 * earlier ones with its key are over.
 */
final class KeyedMembers {
    private final String dataBeforeKey;
    private final List<Integer> keys = new ArrayList<>(List.of(0)); // by sequence, from 1
    private final Set<Long> over = new HashSet<>(); // acknowledged or dropped
    private final TreeSet<Long> owed = new TreeSet<>();
    private final List<Member> members = new ArrayList<>();

    /** A member as the test sees it. */
    static final class Member {
        private final TestSubscription subscription;
        private int seen;
        private int answered;
        private boolean isPresent = true;

        private Member(TestSubscription subscription) {
            this.subscription = subscription;
        }

        TestSubscription subscription() {
            return subscription;
        }

        boolean isPresent() {
            return isPresent;
        }

        /** Loses its connection, or has one again. */
        void goOrComeBack() {
            if (isPresent) {
                subscription.vanishes();
            } else {
                subscription.comesBack();
            }
            isPresent = !isPresent;
        }
    }

    /**
     * @param dataBeforeKey the JSON of each message as far as its key
     */
    KeyedMembers(String dataBeforeKey) {
        this.dataBeforeKey = dataBeforeKey;
    }

    static List<Long> seeds(int usual) {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= Long.getLong("seeds", usual); seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    static Member join(TestClient client, int ackWaitSeconds, Random random) {
        return new Member(
                client.subscribes(
                        "foo",
                        Requests.all(
                                Requests.all(Requests.queue("g"), Requests.durable("d")),
                                Requests.all(
                                        Requests.ackWait(ackWaitSeconds),
                                        Requests.window(1 + random.nextInt(6))))));
    }

    List<Member> all() {
        return members;
    }

    /** Returns how many messages were published. */
    int published() {
        return keys.size() - 1;
    }

    /** Returns what is neither acknowledged nor dropped. */
    Set<Long> owed() {
        return owed;
    }

    /** Returns what is acknowledged or dropped. */
    Set<Long> over() {
        return over;
    }

    void publish(TestClient publisher, int key) {
        owed.add((long) keys.size());
        keys.add(key);
        publisher.publishes("foo", dataBeforeKey + key + "}");
    }

    void isOver(long sequence) {
        over.add(sequence);
        owed.remove(sequence);
    }

    void acknowledge(Member member, long sequence) {
        isOver(sequence);
        member.subscription.acknowledges(sequence);
    }

    /** One member acknowledges something that it has received, perhaps again. */
    void acknowledgeOne(Random random) {
        Member member = members.get(random.nextInt(members.size()));
        List<Received> received = member.subscription.received();
        if (!received.isEmpty()) {
            acknowledge(member, received.get(random.nextInt(received.size())).sequence());
        }
    }

    /** Acknowledges what has come since the last time; returns whether there was anything. */
    boolean acknowledgeNew() {
        boolean isAny = false;
        for (Member member : members) {
            List<Received> received = List.copyOf(member.subscription.received());
            for (; member.answered < received.size(); member.answered++) {
                acknowledge(member, received.get(member.answered).sequence());
                isAny = true;
            }
        }
        return isAny;
    }

    void allComeBack() {
        for (Member member : members) {
            if (!member.isPresent) {
                member.subscription.comesBack();
            }
        }
    }

    /** Requires of what has come since the last look that nothing came before an earlier one. */
    void look(long seed, int step) {
        for (Member member : members) {
            List<Received> received = member.subscription.received();
            for (; member.seen < received.size(); member.seen++) {
                long sequence = received.get(member.seen).sequence();
                for (long earlier = 1; earlier < sequence; earlier++) {
                    boolean isBlocking =
                            keys.get((int) earlier).equals(keys.get((int) sequence))
                                    && !over.contains(earlier);
                    assertThat(isBlocking)
                            .as("seed %d, step %d: %d before %d", seed, step, sequence, earlier)
                            .isFalse();
                }
            }
        }
    }
}
