package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.ParkedMessage;
import dev.stanchion.engine.admin.ParkedPage;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that fail and hold their keys, an operator who redrives and drops, members that lose
 * connections, failing stores, and restarts: of one key, a message is sent only when all earlier
 * ones are acknowledged or dropped. In the end everything is acknowledged or dropped.
 */
class HeldKeyRandomTest {
    private static final int MEMBERS = 2;
    private static final int STEPS = 250;
    private static final String PARKED = "foo.parked";

    /** A member as the test sees it. */
    private static final class Member {
        private final TestSubscription subscription;
        private int seen;
        private int answered;
        private boolean isPresent = true;

        private Member(TestSubscription subscription) {
            this.subscription = subscription;
        }
    }

    private final List<Integer> keys = new ArrayList<>(List.of(0)); // by sequence, from 1
    private final Set<Long> over = new HashSet<>(); // acknowledged or dropped
    private final TreeSet<Long> owed = new TreeSet<>();
    private final List<Member> members = new ArrayList<>();

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= Long.getLong("seeds", 15); seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverSendAMessageBeforeAnEarlierOneOfItsKey(long seed) {
        // given
        Random random = new Random(seed);
        int keyCount = 1 + random.nextInt(5);
        String policy =
                "foo/group:g=key:$.id,on_parked:hold_key,max_deliveries:"
                        + (1 + random.nextInt(2))
                        + ",max_waiting:"
                        + (1 + random.nextInt(12));
        EngineOptions options = EngineOptions.defaults().withPolicies(PolicyText.parse(policy));
        try (EngineBed bed = EngineBed.started(options, 3)) {
            Operator operator = new Operator(bed);
            TestClient publisher = bed.connected("publisher");
            for (int i = 0; i < MEMBERS; i++) {
                members.add(join(bed.connected("member" + i, i % 2), random));
            }

            // when
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3, 4, 5, 6 -> publish(publisher, random.nextInt(keyCount));
                    case 7, 8, 9, 10, 11 -> acknowledgeOne(random);
                    case 12 -> {
                        Member member = members.get(random.nextInt(MEMBERS));
                        if (member.isPresent) {
                            member.subscription.vanishes();
                        } else {
                            member.subscription.comesBack();
                        }
                        member.isPresent = !member.isPresent;
                    }
                    case 13 -> bed.restart();
                    case 14 -> bed.advance(Duration.ofSeconds(2));
                    case 15, 16 -> redriveFirst(operator, random);
                    case 17 -> dropOne(operator, random);
                    case 18 -> {
                        bed.store().holdBack(PARKED);
                        bed.advance(Duration.ofMillis(1_100));
                        redriveFirst(operator, random);
                        bed.store().letGo();
                    }
                    default -> bed.advance(Duration.ofMillis(1_100));
                }
                bed.settle();
                look(seed, step);
            }

            // then
            for (Member member : members) {
                if (!member.isPresent) {
                    member.subscription.comesBack();
                }
            }
            for (int round = 0; !owed.isEmpty() && round < 100; round++) {
                parked(operator)
                        .forEach(each ->
                                operator.applies(
                                        new Operation.RedriveParked(
                                                PARKED, List.of(each.sequence()), false)));
                acknowledgeAll(bed, seed);
                bed.advance(Duration.ofMillis(1_100));
            }
            assertThat(owed).as("seed %d, %s", seed, policy).isEmpty();
        }
    }

    /** Acknowledges what comes until nothing more comes. */
    private void acknowledgeAll(EngineBed bed, long seed) {
        boolean hasMore = true;
        while (hasMore) {
            hasMore = false;
            bed.settle();
            look(seed, STEPS);
            for (Member member : members) {
                List<Received> received = List.copyOf(member.subscription.received());
                for (; member.answered < received.size(); member.answered++) {
                    acknowledge(member, received.get(member.answered).sequence());
                    hasMore = true;
                }
            }
        }
    }

    private static Member join(TestClient client, Random random) {
        return new Member(
                client.subscribes(
                        "foo",
                        Requests.all(
                                Requests.all(Requests.queue("g"), Requests.durable("d")),
                                Requests.all(
                                        Requests.ackWait(1),
                                        Requests.window(1 + random.nextInt(6))))));
    }

    private void publish(TestClient publisher, int key) {
        owed.add((long) keys.size());
        keys.add(key);
        publisher.publishes("foo", "{\"id\":" + key + "}");
    }

    private static List<ParkedMessage> parked(Operator operator) {
        return operator.<ParkedPage>asks((admin, reply) -> admin.parked(PARKED, 1, 200, reply))
                .orThrow()
                .messages();
    }

    private static void redriveFirst(Operator operator, Random random) {
        List<ParkedMessage> parked = parked(operator);
        if (!parked.isEmpty()) {
            // one that is not the first of its key is refused
            ParkedMessage one = parked.get(random.nextInt(parked.size()));
            operator.applies(new Operation.RedriveParked(PARKED, List.of(one.sequence()), false));
        }
    }

    private void dropOne(Operator operator, Random random) {
        List<ParkedMessage> parked = parked(operator);
        if (parked.isEmpty()) {
            return;
        }
        ParkedMessage one = parked.get(random.nextInt(parked.size()));
        operator.applies(new Operation.DropParked(PARKED, List.of(one.sequence()))).orThrow();
        over.add(one.note().sequence());
        owed.remove(one.note().sequence());
    }

    private void acknowledgeOne(Random random) {
        Member member = members.get(random.nextInt(MEMBERS));
        List<Received> received = member.subscription.received();
        if (!received.isEmpty()) {
            acknowledge(member, received.get(random.nextInt(received.size())).sequence());
        }
    }

    private void acknowledge(Member member, long sequence) {
        over.add(sequence);
        owed.remove(sequence);
        member.subscription.acknowledges(sequence);
    }

    private void look(long seed, int step) {
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
