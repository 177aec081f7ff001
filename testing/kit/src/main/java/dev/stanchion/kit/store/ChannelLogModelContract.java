package dev.stanchion.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random appends, holes, limits, ages and reads against {@link NaiveLog}. A failure names its seed;
 * give that to {@link #run} to see it again.
 */
public abstract class ChannelLogModelContract extends ContractTest {
    private static final int RUNS = 20;
    private static final int STEPS = 400;

    @Test
    void shouldBehaveAsTheNaiveLogDoes() {
        long firstSeed = new Random().nextLong();
        for (int i = 0; i < RUNS; i++) {
            run(firstSeed + i, "random." + i);
        }
    }

    private void run(long seed, String name) {
        Random random = new Random(seed);
        ChannelLimits limits =
                new ChannelLimits(
                        random.nextBoolean() ? 0 : 1 + random.nextInt(100),
                        random.nextBoolean() ? 0 : 1 + random.nextInt(60_000),
                        0);
        TestChannel channel = fixture().open(name, limits);
        NaiveLog model = new NaiveLog(limits, fixture()::countedBytes);
        long[] now = {1};
        for (int step = 0; step < STEPS; step++) {
            try {
                step(random, channel, model, now);
                shouldBeEqual(channel.log(), model);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed %d, step %d".formatted(seed, step), e);
            }
        }
        channel.commit();
        assertThat(channel.kept()).as("seed %d", seed).isEqualTo(model.read(1, Integer.MAX_VALUE));
    }

    private static void step(Random random, TestChannel channel, NaiveLog model, long[] now) {
        switch (random.nextInt(10)) {
            case 0 -> channel.commit();
            case 1 -> {
                channel.commit();
                long from = random.nextLong(model.lastSequence() + 3);
                int count = 1 + random.nextInt(50);
                assertThat(channel.read(from, count).messages()).isEqualTo(model.read(from, count));
            }
            case 2 -> {
                long time = random.nextLong(now[0] + 2);
                assertThat(channel.sequenceAt(time)).isEqualTo(model.sequenceAt(time));
            }
            case 3 -> {
                if (random.nextInt(4) == 0) {
                    long time = random.nextLong(now[0] + 2);
                    channel.log().removeOlderThan(time);
                    model.removeOlderThan(time);
                }
            }
            case 4 -> {
                if (random.nextInt(4) == 0) {
                    long next = model.lastSequence() + 1 + random.nextInt(200);
                    channel.log().skipTo(next);
                    model.skipTo(next);
                }
            }
            case 5 -> {
                if (random.nextInt(4) == 0) {
                    channel.commit();
                    long sequence = random.nextLong(model.lastSequence() + 2);
                    channel.removeUpTo(sequence);
                    model.removeUpTo(sequence);
                }
            }
            default -> append(random, channel, model, now);
        }
    }

    private static void append(Random random, TestChannel channel, NaiveLog model, long[] now) {
        for (int count = random.nextInt(20); count > 0; count--) {
            now[0] += random.nextInt(3);
            int size = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(200);
            model.append(channel.appendAt(now[0], "x".repeat(size)));
        }
    }

    private static void shouldBeEqual(ChannelLog log, NaiveLog model) {
        assertThat(log.firstSequence()).isEqualTo(model.firstSequence());
        assertThat(log.lastSequence()).isEqualTo(model.lastSequence());
        assertThat(log.messageCount()).isEqualTo(model.messageCount());
        assertThat(log.byteCount()).isEqualTo(model.byteCount());
        assertThat(log.firstTimestampEpochNanos()).isEqualTo(model.firstTimestamp());
        assertThat(log.lastTimestampEpochNanos()).isEqualTo(model.lastTimestamp());
    }
}
