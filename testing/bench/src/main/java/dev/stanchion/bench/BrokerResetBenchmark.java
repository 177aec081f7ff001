package dev.stanchion.bench;

import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.test.TestBroker;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a test method costs beside its own work: the reset of a broker that has a channel with a
 * message and a client with a subscription: {@code bin/jmh BrokerReset}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 50)
@Fork(value = 3, jvmArgs = "-Xmx512m")
public class BrokerResetBenchmark {
    private final TestBroker broker = TestBroker.start();

    @Setup(Level.Iteration)
    public void use() {
        StreamingConnection client = broker.connect("orders-1");
        var _ = client.subscribe("orders", SubscriptionOptions.group("orders"), message -> {});
        broker.publish("orders", "{}");
        broker.group("orders", "orders").awaitCaughtUp();
    }

    @Benchmark
    public void reset() {
        broker.reset();
    }

    @TearDown
    public void stop() {
        broker.close();
    }
}
