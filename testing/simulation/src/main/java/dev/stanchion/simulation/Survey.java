package dev.stanchion.simulation;

import dev.stanchion.simulation.invariant.Tally;
import dev.stanchion.simulation.invariant.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs many seeds, one simulation each, on several threads. It continues after a seed that fails.
 * For use by one thread, which waits.
 */
public final class Survey {
    private static final int SEEDS_BETWEEN_REPORTS = 100;

    private final long first;
    private final int seeds;
    private final int steps;
    private final Seams seams;
    private final boolean isOnCluster;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final Map<Long, Violation> failures = new TreeMap<>();
    private int done;

    /** Hears how far a survey has come; one call at a time. */
    @FunctionalInterface
    public interface Progress {
        /** The number of seeds that have been run, and of those that failed. */
        void reached(int seedsDone, int failed);
    }

    /**
     * The result of a survey.
     *
     * @param tally the events of the seeds that did not fail
     * @param failures the violation of each failing seed, in the order of the seeds
     */
    public record Result(Tally tally, Map<Long, Violation> failures) {}

    /**
     * Prepares a survey; {@link #run} runs it, once.
     *
     * @param first the seed to begin with; the others follow it one by one
     * @param seams whose reports of bugs are those of the calling thread
     * @param isOnCluster whether the store is the one in a NATS cluster
     */
    public Survey(
            long first, int seeds, int steps, Seams seams, boolean isOnCluster, Progress progress) {
        this.first = first;
        this.seeds = seeds;
        this.steps = steps;
        this.seams = seams;
        this.isOnCluster = isOnCluster;
        this.progress = progress;
    }

    /** Runs all seeds on the given number of threads, and waits for the last one. */
    public Result run(int threads) throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        CountDownLatch ended = new CountDownLatch(threads);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(new Thread(() -> runSeeds(next, ended), "survey-" + i));
        }
        running.forEach(Thread::start);
        ended.await();
        synchronized (this) {
            if (done < seeds) {
                throw new IllegalStateException("a thread ended early: its exception says why");
            }
            return new Result(tally, failures);
        }
    }

    private void runSeeds(AtomicLong next, CountDownLatch ended) {
        try {
            for (long seed = next.getAndIncrement();
                    seed < first + seeds;
                    seed = next.getAndIncrement()) {
                Simulation.Outcome outcome =
                        new Simulation(seed, seams, isOnCluster).outcome(steps);
                record(seed, outcome.tally(), outcome.violation());
            }
        } finally {
            ended.countDown();
        }
    }

    private synchronized void record(long seed, Tally seen, Optional<Violation> violation) {
        violation.ifPresentOrElse(one -> failures.put(seed, one), () -> tally.add(seen));
        done++;
        if (done % SEEDS_BETWEEN_REPORTS == 0 || done == seeds) {
            progress.reached(done, failures.size());
        }
    }
}
