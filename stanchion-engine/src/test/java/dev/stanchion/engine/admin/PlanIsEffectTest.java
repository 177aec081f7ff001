package dev.stanchion.engine.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /**
     * What of a channel and its positions can be counted.
     *
     * @param next where the position stands that is changed; 0 if there is no such position
     * @param unsent of all positions
     * @param pending of all positions
     */
    private record Numbers(
            long positions,
            long messages,
            long bytes,
            long last,
            long next,
            long unsent,
            long pending) {}

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

        private Operation operation(long last) {
            List<Long> some = LongStream.of(1 + random.nextInt(5)).boxed().toList();
            return switch (random.nextInt(10)) {
                case 0, 1, 2 ->
                        new Operation.Move(CHANNEL, position, place(), random.nextBoolean());
                case 3 -> new Operation.Skip(CHANNEL, position, some);
                case 4 -> new Operation.Purge(CHANNEL, extent());
                case 5 -> new Operation.Park(CHANNEL, position, some, "by hand");
                case 6, 7, 8 -> anImport(last);
                default ->
                        random.nextBoolean()
                                ? new Operation.DeletePosition(CHANNEL, position, false)
                                : new Operation.DeleteChannel(CHANNEL, false, OptionalLong.empty());
            };
        }

        /** The position may be gone, and its channel, too. */
        private Operation anImport(long last) {
            return random.nextBoolean() ? restoration(last) : creation();
        }

        /**
         * An import of messages, which may come behind those of the channel or not. It leaves no
         * hole between messages, because the numbers of a log with holes are estimates.
         */
        private Operation restoration(long last) {
            long first = Math.max(1, last == 0 ? random.nextInt(60) : last + random.nextInt(2));
            long time = bed.shards().epochNanos();
            List<StoredMessage> messages = new ArrayList<>();
            for (long sequence = first + random.nextInt(5); sequence >= first; sequence--) {
                messages.addFirst(
                        new StoredMessage(
                                sequence, time, "", Payload.of(("m" + sequence).getBytes(UTF_8))));
            }
            return new Operation.Restore(
                    CHANNEL, messages, random.nextBoolean(), OptionalLong.empty());
        }

        /** An import of a position, which may exist or not. */
        private Operation creation() {
            PositionKey key =
                    random.nextBoolean() ? position : new PositionKey.Durable("imported", "d");
            return new Operation.Create(
                    CHANNEL,
                    Optional.of(new Operation.NewPosition(key, 1 + random.nextInt(60), 10, 30)));
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
                return new Numbers(0, 0, 0, 0, 0, 0, 0);
            }
            EngineSnapshot.Channel channel = channels.getFirst();
            List<PositionState> positions =
                    operator.<List<PositionState>>asks((administration, reply) ->
                                    administration.positions(CHANNEL, reply))
                            .orThrow();
            long next =
                    positions.stream()
                            .filter(each -> each.key().equals(position))
                            .mapToLong(PositionState::nextSequence)
                            .sum();
            return new Numbers(
                    positions.size(),
                    channel.messages(),
                    channel.bytes(),
                    channel.lastSequence(),
                    next,
                    positions.stream().mapToLong(PositionState::unsent).sum(),
                    positions.stream().mapToLong(PositionState::pending).sum());
        }

        void play() {
            prepare();
            for (int step = 0; step < 4; step++) {
                Numbers before = count();
                Operation operation =
                        before.next() > 0 ? operation(before.last()) : anImport(before.last());
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
                    shouldMatch(operation, plan, before, count());
                }
            }
        }

        private void shouldMatch(Operation operation, Plan plan, Numbers before, Numbers after) {
            Effects effects = plan.effects();
            switch (operation) {
                case Operation.Restore restore -> {
                    long added = restore.messages().size();
                    shouldHaveAdded(restore, plan, before, after);
                    shouldHaveRemoved(effects, before, after, added, 0);
                    shouldHaveMoved(effects, before, after, added * before.positions());
                }
                case Operation.Create create -> {
                    shouldHaveRemoved(effects, before, after, 0, 1);
                    shouldBegin(create.position().orElseThrow(), plan, before, after);
                }
                default -> {
                    shouldHaveRemoved(effects, before, after, 0, 0);
                    assertThat(effects.bytesRemoved())
                            .isCloseTo(
                                    before.bytes() - after.bytes(),
                                    Offset.offset(before.messages() + 1));
                    shouldHaveMoved(effects, before, after, 0);
                }
            }
        }

        private static void shouldHaveRemoved(
                Effects effects,
                Numbers before,
                Numbers after,
                long messagesAdded,
                long positionsAdded) {
            assertThat(effects.messagesRemoved())
                    .isEqualTo(before.messages() + messagesAdded - after.messages());
            assertThat(effects.positionsRemoved())
                    .isEqualTo(before.positions() + positionsAdded - after.positions());
        }

        private static void shouldHaveMoved(
                Effects effects, Numbers before, Numbers after, long unsentAdded) {
            if (before.next() == 0 || after.next() == 0) {
                return;
            }
            assertThat(effects.redelivered()).isEqualTo(Math.max(0, before.next() - after.next()));
            assertThat(effects.skipped() - effects.redelivered())
                    .isEqualTo(before.unsent() + unsentAdded - after.unsent());
            assertThat(effects.forgottenInFlight()).isEqualTo(before.pending() - after.pending());
        }

        private static void shouldHaveAdded(
                Operation.Restore restore, Plan plan, Numbers before, Numbers after) {
            List<StoredMessage> messages = restore.messages();
            assertThat(after.last())
                    .isEqualTo(
                            restore.renumber()
                                    ? before.last() + messages.size()
                                    : messages.getLast().sequence());
            assertThat(plan.summary())
                    .startsWith(messages.size() + " message")
                    .containsPattern(
                            before.last() == 0
                                    ? "(a new channel|which is empty), with"
                                    : "behind " + before.last() + ", with")
                    .endsWith(
                            restore.renumber()
                                    ? "new sequences from " + (before.last() + 1) + "."
                                    : "their sequences and times.");
        }

        private void shouldBegin(
                Operation.NewPosition created, Plan plan, Numbers before, Numbers after) {
            long begin = Math.min(created.nextSequence(), before.last() + 1);
            assertThat(plan.summary()).endsWith("it begins with message " + begin + ".");
            assertThat(after.next())
                    .isEqualTo(created.key().equals(position) ? begin : before.next());
        }

        @Override
        public void close() {
            bed.close();
        }
    }
}
