package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.segment.SliceRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random work with far more messages than there is memory for, in small files, with the end of the
 * process in between, against a list. A failure names its seed; give that to {@link #run} to see it
 * again.
 */
class FileStoreModelTest {
    private static final int RUNS = 16;
    private static final int STEPS = 120;

    @TempDir private Path temp;

    @Test
    void shouldBehaveAsAListDoes() {
        long firstSeed = new Random().nextLong();
        for (int i = 0; i < RUNS; i++) {
            run(firstSeed + i);
        }
    }

    private void run(long seed) {
        Random random = new Random(seed);
        ManualStore device =
                new ManualStore(
                        temp.resolve(Long.toHexString(seed)),
                        ManualStore.SMALL
                                .withMemoryBytes(3 << 20)
                                .withSlices(new SliceRules(200_000, 500, Duration.ZERO))
                                .withReads(100_000, 9, 1)
                                .withCommitLog(300_000, 600_000));
        World world = new World(random, device);
        for (int step = 0; step < STEPS; step++) {
            try {
                world.step();
                world.shouldBeEqual();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed %dL, step %d".formatted(seed, step), e);
            }
        }
        world.fixture.close();
    }

    private static final class World {
        private final Random random;
        private final ManualStore device;
        private final StoreFixture fixture;
        private final Deque<TestMessage> model = new ArrayDeque<>();
        private ChannelLimits limits = ChannelLimits.UNLIMITED;
        private TestChannel channel;
        private long bytes;
        private long lastSequence;
        private long now = 1;

        World(Random random, ManualStore device) {
            this.random = random;
            this.device = device;
            this.fixture = new StoreFixture(device);
            this.channel = fixture.open("foo", limits);
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0 -> device.advance(Duration.ofMillis(random.nextInt(3_000)));
                case 1 -> device.advance(Duration.ofSeconds(40));
                case 2 -> shouldRead(random.nextLong(lastSequence + 3), 1 + random.nextInt(700));
                case 3 -> shouldFind(random.nextLong(now + 2));
                case 4 -> expire();
                case 5 -> reopen();
                case 6 -> skip();
                default -> append();
            }
            fixture.settle();
        }

        private void append() {
            for (int count = random.nextInt(250); count > 0; count--) {
                now += random.nextInt(3);
                int size = random.nextInt(100) == 0 ? random.nextInt(150_000) : random.nextInt(900);
                add(channel.appendAt(now, "x".repeat(size)));
                if (random.nextInt(60) == 0) {
                    channel.commit();
                }
            }
            channel.commit();
        }

        private void add(TestMessage message) {
            model.add(message);
            bytes += message.encodedLength();
            lastSequence = message.sequence();
            trim();
        }

        private void trim() {
            while (model.size() > 1 && isTooMuch()) {
                bytes -= model.remove().encodedLength();
            }
        }

        private boolean isTooMuch() {
            return (limits.maxMessages() > 0 && model.size() > limits.maxMessages())
                    || (limits.maxBytes() > 0 && bytes > limits.maxBytes());
        }

        private void skip() {
            long next = lastSequence + 1 + random.nextInt(5);
            channel.log().skipTo(next);
            lastSequence = next - 1;
            append();
        }

        private void expire() {
            if (random.nextInt(3) == 0 && !model.isEmpty()) {
                long first = model.element().timestampEpochNanos();
                long time = first + random.nextLong(1 + (now - first) / 2);
                channel.log().removeOlderThan(time);
                while (!model.isEmpty() && model.element().timestampEpochNanos() < time) {
                    bytes -= model.remove().encodedLength();
                }
            }
        }

        private void reopen() {
            if (random.nextBoolean()) {
                limits =
                        new ChannelLimits(
                                random.nextBoolean() ? 0 : 1 + random.nextInt(3_000),
                                random.nextBoolean() ? 0 : 1 + random.nextInt(2_000_000),
                                0);
            }
            // what an age removed is recorded a moment later
            fixture.shard().advance(Duration.ofMillis(100));
            fixture.settle();
            if (random.nextBoolean()) {
                fixture.crash();
            } else {
                fixture.restart();
            }
            channel = fixture.open("foo", limits);
            trim();
            // sequences that were skipped and not used are forgotten
            assertThat(channel.log().lastSequence()).isLessThanOrEqualTo(lastSequence);
            lastSequence = channel.log().lastSequence();
        }

        private void shouldRead(long from, int count) {
            List<TestMessage> expected =
                    model.stream().filter(each -> each.sequence() >= from).limit(count).toList();
            assertThat(channel.read(from, count).messages()).isEqualTo(expected);
        }

        private void shouldFind(long time) {
            long expected =
                    model.stream()
                            .filter(each -> each.timestampEpochNanos() >= time)
                            .mapToLong(TestMessage::sequence)
                            .findFirst()
                            .orElse(lastSequence + 1);
            assertThat(channel.sequenceAt(time)).isEqualTo(expected);
        }

        void shouldBeEqual() {
            assertThat(channel.log().lastSequence()).isEqualTo(lastSequence);
            assertThat(channel.log().messageCount()).isEqualTo(model.size());
            assertThat(channel.log().byteCount()).isEqualTo(bytes);
            if (!model.isEmpty()) {
                assertThat(channel.read(1, 1).messages()).containsExactly(model.element());
                assertThat(channel.read(model.getLast().sequence(), 1).messages())
                        .containsExactly(model.getLast());
                assertThat(channel.log().firstTimestampEpochNanos())
                        .isLessThanOrEqualTo(model.element().timestampEpochNanos());
            }
        }
    }
}
