package dev.stanchion.bench;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.test.StoreKind;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.TestBrokerOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the start of a broker in a test's process takes, with the options that a JVM has by
 * itself: {@code bin/jmh BrokerStart}. Each figure is of single starts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BrokerStartBenchmark {
    /** What a test may start. */
    public enum Kind {
        /** {@code StanchionServer.start}. */
        EMBEDDED {
            @Override
            AutoCloseable start() {
                return StanchionServer.start(ServerOptions.builder().port(0).build());
            }
        },
        /** {@code TestBroker.start}. */
        TEST_BROKER {
            @Override
            AutoCloseable start() {
                return TestBroker.start();
            }
        },
        /** A {@code TestBroker} that keeps messages in a temporary directory. */
        TEST_BROKER_WITH_FILES {
            @Override
            AutoCloseable start() {
                return TestBrokerOptions.builder().store(StoreKind.FILE).start();
            }
        };

        abstract AutoCloseable start();
    }

    @Param private Kind kind = Kind.EMBEDDED;
    private AutoCloseable started = () -> {};

    /** The first one in a JVM. */
    @Benchmark
    @Fork(value = 5, jvmArgs = "-Xmx512m")
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Object first() {
        started = kind.start();
        return started;
    }

    /** A further one. */
    @Benchmark
    @Fork(value = 3, jvmArgs = "-Xmx512m")
    @Warmup(iterations = 5)
    @Measurement(iterations = 20)
    public Object further() {
        started = kind.start();
        return started;
    }

    @TearDown(Level.Iteration)
    public void stop() throws Exception {
        started.close();
    }
}
