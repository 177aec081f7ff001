package dev.stanchion.bench;

import dev.stanchion.nats.wire.ClientOpParser;
import dev.stanchion.nats.wire.ClientOps;
import dev.stanchion.nats.wire.PubOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
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
 * The cost of parsing one publish in a connection's bytes: {@code bin/jmh -prof gc ClientOpParser}.
 * There must be no allocation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClientOpParserBenchmark {
    private static final int PUBLISHES = 128;
    private static final int MAX_CONTROL_LINE = 4096;
    private static final int MAX_PAYLOAD = 1024 * 1024;

    @Param({"16", "128", "1024"})
    private int payloadBytes;

    @Param({"subject", "_STAN.pub.test-cluster.tickets:created _STAN.acks.Ho3WlKqqBIHYwXu7yNsTX1"})
    private String subjects = "";

    private final Counting counting = new Counting();
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private ClientOpParser parser = new ClientOpParser(counting, MAX_CONTROL_LINE, MAX_PAYLOAD);

    /** Reads its arguments, as a session would. */
    private static final class Counting implements ClientOps {
        long seen;

        @Override
        public boolean isTakingOps() {
            return true;
        }

        @Override
        public boolean isLetIn(byte first) {
            return true;
        }

        @Override
        public boolean hasHeaders() {
            return false;
        }

        @Override
        public void onPublish(PubOp pub) {
            seen += pub.buffer().getByte(0);
        }

        @Override
        public void onConnect(byte[] json) {}

        @Override
        public void onInfo(byte[] json) {}

        @Override
        public void onSubscribe(byte[] subject, byte[] queue, byte[] sid) {}

        @Override
        public void onUnsubscribe(byte[] sid, int max) {}

        @Override
        public void onPing() {}

        @Override
        public void onPong() {}
    }

    @Setup
    public void fill() {
        ByteBuf filled = Unpooled.directBuffer();
        for (int i = 0; i < PUBLISHES; i++) {
            filled.writeBytes(Bytes.of("PUB " + subjects + " " + payloadBytes + "\r\n"));
            filled.writeBytes(Bytes.random(payloadBytes));
            filled.writeBytes(Bytes.of("\r\n"));
        }
        buffer = filled;
        bytes = filled.nioBuffer(0, filled.writerIndex());
    }

    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public long publish() {
        int end = parser.parse(buffer, bytes, 0, buffer.writerIndex());
        return end + counting.seen;
    }

    @TearDown
    public void close() {
        buffer.release();
    }
}
