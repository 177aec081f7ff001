package dev.stanchion.bench;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.StartListener;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.PubMsgEncoder;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.store.file.MemoryStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * The life of a message in the engine, without sockets. It is published, stored, acknowledged,
 * delivered to a number of subscriptions, and acknowledged by each: {@code bin/jmh -prof gc
 * Deliver}. {@code gc.alloc.rate.norm} is the number of bytes of garbage for each message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DeliverBenchmark {
    private static final int BATCH = 256;
    private static final int PAYLOAD_BYTES = 128;
    private static final int MAX_IN_FLIGHT = 1024;
    private static final String CLUSTER = "test-cluster";
    private static final String CLIENT = "client";
    private static final String CHANNEL = "tickets:created";
    private static final byte[] CHANNEL_BYTES = Bytes.of(CHANNEL);
    private static final String TOKEN = "Ho3WlKqqBIHYwXu7yNsTX1";
    private static final long START_NANOS = 10_000_000_000L;

    @Param({"0", "1", "4"})
    private int subscriptions;

    private final BenchShard shard = new BenchShard();
    private final BenchBus bus = new BenchBus();
    private final MemoryStore store = new MemoryStore();
    private final List<Subscribed> subscribed = new ArrayList<>();
    private final StreamingEngine engine =
            new StreamingEngine(
                    EngineOptions.defaults(), bus, store, List.of(shard), new Counting());
    private final List<BenchBus.Arrival> arrivals = new ArrayList<>();
    private BenchBus.Arrival publication = arrival("", "");
    private BusHandler publishing = message -> {};
    private final byte[] payload = Bytes.random(PAYLOAD_BYTES);
    private final ByteBuf encoded = Unpooled.directBuffer();
    private long published;

    /** Tokens that differ. */
    private static final class Counting implements Entropy {
        private long next;

        @Override
        public String token(int length) {
            return ("%0" + length + "d").formatted(next++);
        }
    }

    /** A subscription, seen from its client. */
    private record Subscribed(
            BenchBus.Outgoing inbox, BenchBus.Arrival acks, BusHandler acknowledging) {}

    @Setup
    public void connect() {
        Starting starting = new Starting();
        engine.start(starting);
        shard.settle();
        shard.pass(START_NANOS);
        if (!starting.isReady) {
            throw new IllegalStateException("the engine is not ready");
        }
        ConnectRequest request = new ConnectRequest(CLIENT, "_INBOX.hb", 1, TOKEN, 0, 0);
        byte[] answer = ask("_STAN.discover." + CLUSTER, request::encodeTo);
        ConnectResponse granted =
                ConnectResponse.decode(Unpooled.wrappedBuffer(answer), 0, answer.length)
                        .orElseThrow();
        if (!granted.error().isEmpty()) {
            throw new IllegalStateException("refused: " + granted.error());
        }
        for (int i = 0; i < subscriptions; i++) {
            subscribe(granted, "_INBOX.in" + i);
        }
        String subject = granted.pubPrefix() + "." + CHANNEL;
        publication = arrival(subject, "_STAN.acks." + TOKEN);
        publishing = bus.handler(subject);
        PubMsgEncoder.write(encoded, CLIENT, TOKEN, CHANNEL, "", payload, TOKEN);
        publication.empty().writeBytes(encoded);
    }

    private void subscribe(ConnectResponse granted, String inbox) {
        SubscriptionRequest request =
                new SubscriptionRequest(
                        CLIENT,
                        CHANNEL,
                        "",
                        inbox,
                        MAX_IN_FLIGHT,
                        30,
                        "",
                        StartPosition.NEW_ONLY.number(),
                        0,
                        0);
        byte[] answer = ask(granted.subRequests(), request::encodeTo);
        String ackInbox =
                SubscriptionResponse.decode(Unpooled.wrappedBuffer(answer), 0, answer.length)
                        .orElseThrow()
                        .ackInbox();
        subscribed.add(
                new Subscribed(
                        bus.destination(inbox), arrival(ackInbox, ""), bus.handler(ackInbox)));
    }

    private BenchBus.Arrival arrival(String subject, String reply) {
        BenchBus.Arrival arrival = new BenchBus.Arrival(subject, reply);
        arrivals.add(arrival);
        return arrival;
    }

    private byte[] ask(String subject, Consumer<ByteBuf> encode) {
        String reply = "_INBOX.reply";
        BenchBus.Arrival arrival = arrival(subject, reply);
        encode.accept(arrival.empty());
        shard.call(() -> bus.handlers(subject).forEach(each -> each.onMessage(arrival)));
        return bus.lastTo(reply);
    }

    private static final class Starting implements StartListener {
        boolean isReady;

        @Override
        public void ready() {
            isReady = true;
        }

        @Override
        public void failed(StoreException why) {
            throw why;
        }

        @Override
        public void refused(EngineStartException why) {
            throw why;
        }

        @Override
        public void lost(StoreException why) {
            throw why;
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long publishAndDeliver() {
        for (int i = 0; i < BATCH; i++) {
            publishing.onMessage(publication);
        }
        shard.settle();
        for (int i = 0; i < subscribed.size(); i++) {
            acknowledge(subscribed.get(i));
        }
        shard.settle();
        published += BATCH;
        return published;
    }

    private void acknowledge(Subscribed each) {
        if (each.inbox().count() != published + BATCH) {
            throw new IllegalStateException(
                    each.inbox().count() + " delivered of " + (published + BATCH));
        }
        for (long sequence = published + 1; sequence <= published + BATCH; sequence++) {
            ByteBuf target = each.acks().empty();
            writeAck(target, sequence);
            each.acknowledging().onMessage(each.acks());
        }
    }

    /** Does the same as {@link Ack#encodeTo}, without creating an object that would be measured. */
    private static void writeAck(ByteBuf target, long sequence) {
        target.writeByte(1 << 3 | 2).writeByte(CHANNEL.length());
        target.writeBytes(CHANNEL_BYTES);
        target.writeByte(2 << 3);
        long rest = sequence;
        while (rest > 0x7F) {
            target.writeByte((int) (rest | 0x80));
            rest >>>= 7;
        }
        target.writeByte((int) rest);
    }

    @TearDown
    public void close() {
        engine.close();
        shard.settle();
        store.close();
        arrivals.forEach(BenchBus.Arrival::release);
        encoded.release();
        bus.close();
    }
}
