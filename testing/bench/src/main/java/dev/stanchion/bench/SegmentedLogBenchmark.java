package dev.stanchion.bench;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.MemoryStore;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appending to a channel's log in memory, and reading it, in batches as in a busy shard: {@code
 * bin/jmh -prof gc SegmentedLog}. The channel is at its limit, so each message drops another one.
 * Only a new segment now and then may be allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SegmentedLogBenchmark {
    private static final int BATCH = 256;
    private static final int KEPT_MESSAGES = 100_000;

    @Param({"128", "1024"})
    private int messageBytes;

    private final BenchShard shard = new BenchShard();
    private final MemoryStore store = new MemoryStore();
    private final Entry entry = new Entry();
    private final Summing summing = new Summing();
    private @Nullable ChannelLog log;

    private static final class Entry implements LogEntry {
        byte[] bytes = {};
        long sequence;

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public long timestampEpochNanos() {
            return sequence;
        }

        @Override
        public int encodedLength() {
            return bytes.length;
        }

        @Override
        public void writeTo(ByteBuf target) {
            target.writeBytes(bytes);
        }
    }

    private static final class Summing implements LogReader {
        long sum;

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            sum += buffer.getByte(index) + length;
            return true;
        }

        @Override
        public void onEnd(long nextToRead) {
            sum += nextToRead;
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            throw why;
        }
    }

    @Setup
    public void open() {
        entry.bytes = Bytes.random(messageBytes);
        LogListener listener =
                new LogListener() {
                    @Override
                    public void onDurable(long sequence) {}

                    @Override
                    public void onInserted(int count) {
                        throw new IllegalStateException("there is no other writer");
                    }

                    @Override
                    public void onLost(StoreException why) {
                        throw why;
                    }
                };
        shard.call(() ->
                store.openChannel(
                        "tickets:created",
                        new ChannelLimits(KEPT_MESSAGES, 0, 0),
                        shard,
                        listener,
                        Outcomes.of(channel -> log = channel.messages())));
        for (int i = 0; i < KEPT_MESSAGES / BATCH + 1; i++) {
            append();
        }
    }

    private ChannelLog log() {
        if (log == null) {
            throw new IllegalStateException("the channel did not open at once");
        }
        return log;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long append() {
        ChannelLog open = log();
        for (int i = 0; i < BATCH; i++) {
            entry.sequence = open.lastSequence() + 1;
            open.append(entry);
        }
        open.commit();
        return open.lastSequence();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long appendAndRead() {
        long last = append();
        log().read(last - BATCH + 1, BATCH, summing);
        return summing.sum;
    }

    @TearDown
    public void close() {
        store.close();
    }
}
