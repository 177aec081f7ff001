package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.ParkedMessage;
import dev.stanchion.engine.admin.ParkedPage;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;
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

    private final KeyedMembers members = new KeyedMembers("{\"id\":");

    static List<Long> seeds() {
        return KeyedMembers.seeds(15);
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
                members.all().add(KeyedMembers.join(bed.connected("member" + i, i % 2), 1, random));
            }

            // when
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3, 4, 5, 6 ->
                            members.publish(publisher, random.nextInt(keyCount));
                    case 7, 8, 9, 10, 11 -> members.acknowledgeOne(random);
                    case 12 -> members.all().get(random.nextInt(MEMBERS)).goOrComeBack();
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
                members.look(seed, step);
            }

            // then
            members.allComeBack();
            for (int round = 0; !members.owed().isEmpty() && round < 100; round++) {
                parked(operator)
                        .forEach(each ->
                                operator.applies(
                                        new Operation.RedriveParked(
                                                PARKED, List.of(each.sequence()), false)));
                acknowledgeAll(bed, seed);
                bed.advance(Duration.ofMillis(1_100));
            }
            assertThat(members.owed()).as("seed %d, %s", seed, policy).isEmpty();
        }
    }

    /** Acknowledges what comes until nothing more comes. */
    private void acknowledgeAll(EngineBed bed, long seed) {
        do {
            bed.settle();
            members.look(seed, STEPS);
        } while (members.acknowledgeNew());
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
        members.isOver(one.note().sequence());
    }
}
