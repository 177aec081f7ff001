package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
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
 * Members that come, go, acknowledge late and lose connections, with restarts in between: of one
 * key, a message is sent only when all earlier ones are acknowledged, and everything arrives.
 */
class KeyOrderRandomTest {
    private static final int MEMBERS = 3;
    private static final int STEPS = 300;

    /** A member as the test sees it. */
    private static final class Member {
        private final TestSubscription subscription;
        private int seen;
        private boolean isPresent = true;

        private Member(TestSubscription subscription) {
            this.subscription = subscription;
        }
    }

    private final List<Integer> keys = new ArrayList<>(List.of(0)); // by sequence, from 1
    private final Set<Long> acknowledged = new HashSet<>();
    private final TreeSet<Long> owed = new TreeSet<>();
    private final List<Member> members = new ArrayList<>();

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= Long.getLong("seeds", 20); seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldKeepTheOrderOfEachKeyAndLoseNothing(long seed) {
        // given
        Random random = new Random(seed);
        int keyCount = 1 + random.nextInt(5);
        String policy = "foo/group:g=key:$.id,max_waiting:" + (1 + random.nextInt(12));
        EngineOptions options = EngineOptions.defaults().withPolicies(PolicyText.parse(policy));
        try (EngineBed bed = EngineBed.started(options, 2)) {
            TestClient publisher = bed.connected("publisher");
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) {
                clients.add(bed.connected("member" + i, i % 2));
                members.add(join(clients.get(i), random));
            }

            // when
            for (int step = 0; step < STEPS; step++) {
                int which = random.nextInt(MEMBERS);
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3, 4, 5, 6 -> publish(publisher, random.nextInt(keyCount));
                    case 7, 8, 9, 10, 11, 12, 13 -> acknowledgeOne(random);
                    case 14 -> {
                        Member member = members.get(which);
                        if (member.isPresent) {
                            member.subscription.vanishes();
                        } else {
                            member.subscription.comesBack();
                        }
                        member.isPresent = !member.isPresent;
                    }
                    case 15 -> {
                        if (members.get(which).isPresent) {
                            members.get(which).subscription.closes();
                            members.set(which, join(clients.get(which), random));
                        }
                    }
                    case 16 -> bed.restart();
                    case 17 -> bed.advance(Duration.ofSeconds(7));
                    case 18 ->
                            bed.engine()
                                    .change(
                                            PolicyText.parse(
                                                    policy.replaceAll(
                                                            "max_waiting:\\d+",
                                                            "max_waiting:"
                                                                    + (1 + random.nextInt(12)))));
                    default -> bed.advance(Duration.ofSeconds(1));
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
            bed.settle();
            for (int round = 0; acknowledged.size() < keys.size() - 1 && round < 1000; round++) {
                look(seed, STEPS);
                for (Member member : members) {
                    for (Received each : List.copyOf(member.subscription.received())) {
                        if (owed.contains(each.sequence())) {
                            acknowledge(member, each.sequence());
                        }
                    }
                }
                bed.advance(Duration.ofSeconds(11));
            }
            assertThat(acknowledged).as("seed %d, %s", seed, policy).hasSize(keys.size() - 1);
        }
    }

    private static Member join(TestClient client, Random random) {
        return new Member(
                client.subscribes(
                        "foo",
                        Requests.all(
                                Requests.all(Requests.queue("g"), Requests.durable("d")),
                                Requests.all(
                                        Requests.ackWait(10),
                                        Requests.window(1 + random.nextInt(6))))));
    }

    private void publish(TestClient publisher, int key) {
        owed.add((long) keys.size());
        keys.add(key);
        publisher.publishes("foo", "{\"x\":[1,\"id\"],\"id\":" + key + "}");
    }

    private void acknowledgeOne(Random random) {
        Member member = members.get(random.nextInt(MEMBERS));
        List<Received> received = member.subscription.received();
        if (!received.isEmpty()) {
            acknowledge(member, received.get(random.nextInt(received.size())).sequence());
        }
    }

    private void acknowledge(Member member, long sequence) {
        acknowledged.add(sequence);
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
                                    && !acknowledged.contains(earlier);
                    assertThat(isBlocking)
                            .as("seed %d, step %d: %d before %d", seed, step, sequence, earlier)
                            .isFalse();
                }
            }
        }
    }
}
