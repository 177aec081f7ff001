package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * When nothing else moves, an operation does what its plan says, and a plan does nothing. Random
 * operations on positions in random states; a failure names its seed.
 */
class PlanIsEffectTest {
    private static final String CHANNEL = "tickets:created";
    private static final int RUNS = 150;

    /** What of a channel and a position can be counted. */
    private record Numbers(
            long positions, long messages, long bytes, long next, long unsent, long pending) {}

    @Test
    void shouldDoWhatThePlanSays() {
        long firstSeed = new Random().nextLong();
        for (int i = 0; i < RUNS; i++) {
            try (Scene scene = new Scene(firstSeed + i)) {
                scene.play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + (firstSeed + i), e);
            }
        }
    }

    private static final class Scene implements AutoCloseable {
        private final Random random;
        private final EngineBed bed;
        private final Operator operator;
        private final PositionKey position;

        Scene(long seed) {
            random = new Random(seed);
            bed = EngineBed.started(EngineOptions.defaults(), 1 + random.nextInt(2));
            operator = new Operator(bed);
            position =
                    random.nextBoolean()
                            ? new PositionKey.Durable("listener", "d")
                            : new PositionKey.Group("d:workers");
        }

        /** The position is offline, so that nobody changes it but the operator. */
        private void prepare() {
            TestClient publisher = bed.connected("publisher");
            TestClient listener = bed.connected("listener");
            publisher.publishes(CHANNEL, 1 + random.nextInt(30));
            TestSubscription subscription =
                    listener.subscribes(
                            CHANNEL,
                            Requests.all(
                                    Requests.durable("d"),
                                    Requests.queue(
                                            position instanceof PositionKey.Group ? "workers" : ""),
                                    Requests.window(1 + random.nextInt(20))));
            long sent = subscription.received().size();
            for (long sequence = 1; sequence <= sent; sequence++) {
                if (random.nextInt(3) == 0) {
                    subscription.acknowledges(sequence);
                }
            }
            subscription.closes();
            publisher.publishes(CHANNEL, random.nextInt(10));
            for (int gone = random.nextInt(4); gone > 0; gone--) {
                List<Long> kept = bed.store().channel(CHANNEL).sequences();
                if (kept.size() > 1) {
                    bed.store().channel(CHANNEL).drop(kept.getFirst());
                }
            }
        }

        private Operation operation() {
            List<Long> some = LongStream.of(1 + random.nextInt(5)).boxed().toList();
            return switch (random.nextInt(7)) {
                case 0, 1, 2 ->
                        new Operation.Move(CHANNEL, position, place(), random.nextBoolean());
                case 3 -> new Operation.Skip(CHANNEL, position, some);
                case 5 -> new Operation.Park(CHANNEL, position, some, "by hand");
                case 4 -> new Operation.Purge(CHANNEL, extent());
                default ->
                        random.nextBoolean()
                                ? new Operation.DeletePosition(CHANNEL, position, false)
                                : new Operation.DeleteChannel(CHANNEL, false);
            };
        }

        private Extent extent() {
            return switch (random.nextInt(3)) {
                case 0 -> new Extent.UpTo(1 + random.nextInt(45));
                case 1 -> new Extent.KeepLast(1 + random.nextInt(20));
                default -> new Extent.All();
            };
        }

        private Place place() {
            return switch (random.nextInt(4)) {
                case 0 -> new Place.First();
                case 1 -> new Place.Last();
                case 2 -> new Place.Sequence(1 + random.nextInt(45));
                default -> new Place.By(random.nextInt(41) - 20);
            };
        }

        private Numbers count() {
            List<EngineSnapshot.Channel> channels =
                    bed.snapshot().channels().stream()
                            .filter(each -> each.name().equals(CHANNEL)) // not the parked messages
                            .toList();
            if (channels.isEmpty()) {
                return new Numbers(0, 0, 0, 0, 0, 0);
            }
            EngineSnapshot.Channel channel = channels.getFirst();
            List<PositionState> positions =
                    operator.<List<PositionState>>asks((administration, reply) ->
                                    administration.positions(CHANNEL, reply))
                            .orThrow();
            PositionState state = positions.isEmpty() ? null : positions.getFirst();
            return new Numbers(
                    positions.size(),
                    channel.messages(),
                    channel.bytes(),
                    state == null ? 0 : state.nextSequence(),
                    state == null ? 0 : state.unsent(),
                    state == null ? 0 : state.pending());
        }

        void play() {
            prepare();
            for (int step = 0; step < 4; step++) {
                Operation operation = operation();
                Numbers before = count();
                if (before.positions() == 0) {
                    return;
                }
                Operator.Asked<Plan> asked = operator.plans(operation);
                assertThat(count()).as("a plan changes nothing").isEqualTo(before);
                Plan plan = asked.orThrow();
                Operator.Asked<Result> applied = operator.applies(operation, plan.state());
                if (plan.refusal().isPresent()) {
                    assertThat(applied.failure()).isEqualTo(plan.refusal().get());
                    assertThat(count()).as("refused: %s", operation).isEqualTo(before);
                } else {
                    Result result = applied.orThrow();
                    assertThat(result.effects()).isEqualTo(plan.effects());
                    shouldMatch(operation, plan.effects(), before, count());
                }
            }
        }

        private static void shouldMatch(
                Operation operation, Effects effects, Numbers before, Numbers after) {
            assertThat(effects.messagesRemoved())
                    .as("%s", operation)
                    .isEqualTo(before.messages() - after.messages());
            assertThat(effects.bytesRemoved())
                    .isCloseTo(
                            before.bytes() - after.bytes(), Offset.offset(before.messages() + 1));
            assertThat(effects.positionsRemoved())
                    .isEqualTo(before.positions() - after.positions());
            if (after.positions() > 0) {
                assertThat(effects.redelivered())
                        .as("%s", operation)
                        .isEqualTo(Math.max(0, before.next() - after.next()));
                assertThat(effects.skipped() - effects.redelivered())
                        .as("%s", operation)
                        .isEqualTo(before.unsent() - after.unsent());
                assertThat(effects.forgottenInFlight())
                        .as("%s", operation)
                        .isEqualTo(before.pending() - after.pending());
            }
        }

        @Override
        public void close() {
            bed.close();
        }
    }
}
