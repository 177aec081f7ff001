package dev.stanchion.bench;

import dev.stanchion.nats.routing.Matches;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.routing.Subscription;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of finding the subscribers of a subject among many subscriptions: {@code bin/jmh -prof
 * gc SubjectRouter}. The time should hardly grow with their number, and a literal match must not
 * allocate.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SubjectRouterBenchmark {
    private static final int SUBJECTS = 256;
    private static final byte[] NO_QUEUE = {};

    @Param({"10", "10000"})
    private int subscriptions;

    @Param({"false", "true"})
    private boolean hasPatterns;

    private final SubjectRouter<Interest> router = new SubjectRouter<>(42);
    private final byte[][] subjects = new byte[SUBJECTS][];
    private int next;

    private static final class Interest extends Subscription {
        Interest(byte[] subject) {
            super(subject, NO_QUEUE);
        }
    }

    @Setup
    public void subscribe() {
        for (int i = 0; i < subscriptions; i++) {
            router.add(new Interest(Bytes.of("orders." + i + ".created")));
            if (hasPatterns) {
                router.add(new Interest(Bytes.of("orders." + i + ".*")));
            }
        }
        for (int i = 0; i < SUBJECTS; i++) {
            subjects[i] = Bytes.of("orders." + i % subscriptions + ".created");
        }
    }

    @Benchmark
    public Matches<?> match() {
        byte[] subject = subjects[next++ % SUBJECTS];
        return router.match(subject, subject.length);
    }
}
