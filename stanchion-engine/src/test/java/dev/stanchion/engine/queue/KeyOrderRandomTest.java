package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.TestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Members that come, go, acknowledge late and lose connections, with restarts in between: of one
 * key, a message is sent only when all earlier ones are acknowledged, and everything arrives.
 */
class KeyOrderRandomTest {
    private static final int MEMBERS = 3;
    private static final int STEPS = 300;

    private final KeyedMembers members = new KeyedMembers("{\"x\":[1,\"id\"],\"id\":");

    static List<Long> seeds() {
        return KeyedMembers.seeds(20);
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
                members.all().add(KeyedMembers.join(clients.get(i), 10, random));
            }

            // when
            for (int step = 0; step < STEPS; step++) {
                int which = random.nextInt(MEMBERS);
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3, 4, 5, 6 ->
                            members.publish(publisher, random.nextInt(keyCount));
                    case 7, 8, 9, 10, 11, 12, 13 -> members.acknowledgeOne(random);
                    case 14 -> members.all().get(which).goOrComeBack();
                    case 15 -> {
                        if (members.all().get(which).isPresent()) {
                            members.all().get(which).subscription().closes();
                            members.all()
                                    .set(which, KeyedMembers.join(clients.get(which), 10, random));
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
                members.look(seed, step);
            }

            // then
            members.allComeBack();
            bed.settle();
            for (int round = 0; !members.owed().isEmpty() && round < 1000; round++) {
                members.look(seed, STEPS);
                for (KeyedMembers.Member member : members.all()) {
                    for (Received each : List.copyOf(member.subscription().received())) {
                        if (members.owed().contains(each.sequence())) {
                            members.acknowledge(member, each.sequence());
                        }
                    }
                }
                bed.advance(Duration.ofSeconds(11));
            }
            assertThat(members.over()).as("seed %d, %s", seed, policy).hasSize(members.published());
        }
    }
}
