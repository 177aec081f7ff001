package dev.stanchion.bench;

import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.AckCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.PubMsgCursor;
import dev.stanchion.protocol.PubMsgEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
 * Reading a published message, writing it as it is stored, and reading its acknowledgement: {@code
 * bin/jmh -prof gc MessageCodec}. Nothing must be allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MessageCodecBenchmark {
    private static final String CHANNEL = "tickets:created";
    private static final String TOKEN = "Ho3WlKqqBIHYwXu7yNsTX1";
    private static final byte[] CHANNEL_BYTES = Bytes.of(CHANNEL);

    @Param({"128", "1024"})
    private int payloadBytes;

    private final PubMsgCursor message = new PubMsgCursor();
    private final AckCursor ack = new AckCursor();
    private final ByteBuf published = Unpooled.directBuffer();
    private final ByteBuf acknowledged = Unpooled.directBuffer();
    private final ByteBuf stored = Unpooled.directBuffer(64 * 1024);
    private long sequence = 1_000_000;

    @Setup
    public void encode() {
        PubMsgEncoder.write(
                published, "client", TOKEN, CHANNEL, "", Bytes.random(payloadBytes), TOKEN);
        new Ack(CHANNEL, sequence).encodeTo(acknowledged);
    }

    @Benchmark
    public ByteBuf takeAndStore() {
        message.wrap(published, 0, published.writerIndex());
        stored.clear();
        MsgProtoEncoder.write(
                stored,
                ++sequence,
                CHANNEL_BYTES,
                published,
                message.replyIndex(),
                message.replyLength(),
                message.dataIndex(),
                message.dataLength(),
                1_764_000_000_000_000_000L + sequence);
        return stored;
    }

    @Benchmark
    public long takeAck() {
        ack.wrap(acknowledged, 0, acknowledged.writerIndex());
        return ack.sequence();
    }

    @TearDown
    public void close() {
        published.release();
        acknowledged.release();
        stored.release();
    }
}
