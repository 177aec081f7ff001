package dev.stanchion.bench;

import dev.stanchion.engine.key.BusyKeys;
import dev.stanchion.engine.key.KeyReader;
import dev.stanchion.engine.key.SequenceQueue;
import dev.stanchion.engine.policy.KeyExpression;
import dev.stanchion.engine.policy.Policy.MissingKey;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the order by keys adds to a message of a group: its key is found in the JSON and hashed, the
 * message is sent or waits, and an older one is settled: {@code bin/jmh -prof gc KeyOrder}. There
 * are 10,000 keys, and 1,024 messages in flight.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KeyOrderBenchmark {
    private static final int KEYS = 10_000;
    private static final int MESSAGES = 1 << 15;
    private static final int IN_FLIGHT = 1024;
    private static final int PAYLOAD_BYTES = 128;

    /** Whether the key is the first field or the last one. */
    @Param({"first", "last"})
    private String place = "first";

    private final KeyReader reader =
            new KeyReader(KeyExpression.parse("$.id"), MissingKey.FREE, new KeyReader.Secret(1, 2));
    private final BusyKeys keys = new BusyKeys();
    private final SequenceQueue flight = new SequenceQueue();
    private final ByteBuf log = Unpooled.directBuffer();
    private final int[] indices = new int[MESSAGES + 1];
    private long sequence;

    @Setup
    public void write() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < MESSAGES; i++) {
            indices[i] = log.writerIndex();
            byte[] payload = Bytes.of(json("t" + random.nextInt(KEYS)));
            ByteBuf data = Unpooled.wrappedBuffer(payload);
            MsgProtoEncoder.write(
                    log, i + 1, Bytes.of("tickets:created"), data, 0, 0, 0, payload.length, i);
        }
        indices[MESSAGES] = log.writerIndex();
    }

    private String json(String key) {
        String id = "\"id\":\"" + key + "\"";
        String other = "\"title\":\"\"";
        int fill = PAYLOAD_BYTES - id.length() - other.length() - 3;
        String title = "\"title\":\"" + "x".repeat(fill) + "\"";
        return place.equals("first") ? "{" + id + "," + title + "}" : "{" + title + "," + id + "}";
    }

    @Benchmark
    public long order() {
        int at = (int) (sequence++ & (MESSAGES - 1));
        long key = reader.hashOf(log, indices[at], indices[at + 1] - indices[at]);
        if (keys.isBusy(key)) {
            keys.await(sequence, key);
        } else {
            keys.begin(sequence, key);
            flight.add(sequence);
        }
        if (flight.size() >= IN_FLIGHT) {
            long freed = keys.end(flight.peek());
            flight.remove();
            if (freed != BusyKeys.NONE) {
                flight.add(freed);
            }
        }
        return key;
    }

    @TearDown
    public void close() {
        log.release();
    }
}
