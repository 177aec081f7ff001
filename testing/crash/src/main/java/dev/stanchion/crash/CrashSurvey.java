package dev.stanchion.crash;

import dev.stanchion.crash.promise.Breach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs many seeds, one simulation each, on several threads. It continues after a seed that fails.
 * For use by one thread, which waits.
 */
public final class CrashSurvey {
    private static final int SEEDS_BETWEEN_REPORTS = 500;

    private final long first;
    private final int seeds;
    private final int steps;
    private final StoreUnderTest storeUnderTest;
    private final Progress progress;
    private final Map<Long, Breach> failures = new TreeMap<>();
    private int done;

    /** Hears how far a survey has come; one call at a time. */
    @FunctionalInterface
    public interface Progress {
        /** The number of seeds that have been run, and of those that failed. */
        void reached(int seedsDone, int failed);
    }

    /**
     * Prepares a survey; {@link #run} runs it, once.
     *
     * @param first the seed to begin with; the others follow it one by one
     */
    public CrashSurvey(
            long first, int seeds, int steps, StoreUnderTest storeUnderTest, Progress progress) {
        this.first = first;
        this.seeds = seeds;
        this.steps = steps;
        this.storeUnderTest = storeUnderTest;
        this.progress = progress;
    }

    /**
     * Runs all seeds on the given number of threads, and waits for the last one.
     *
     * @return the violation of each failing seed, in the order of the seeds
     */
    public Map<Long, Breach> run(int threads) throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        CountDownLatch ended = new CountDownLatch(threads);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(new Thread(() -> runSeeds(next, ended), "crash-survey-" + i));
        }
        running.forEach(Thread::start);
        ended.await();
        synchronized (this) {
            if (done < seeds) {
                throw new IllegalStateException("a thread ended early: its exception says why");
            }
            return failures;
        }
    }

    private void runSeeds(AtomicLong next, CountDownLatch ended) {
        try {
            for (long seed = next.getAndIncrement();
                    seed < first + seeds;
                    seed = next.getAndIncrement()) {
                note(seed, new CrashSimulation(seed, storeUnderTest));
            }
        } finally {
            ended.countDown();
        }
    }

    private void note(long seed, CrashSimulation simulation) {
        var breach = simulation.breach(steps);
        synchronized (this) {
            breach.ifPresent(one -> failures.put(seed, one));
            done++;
            if (done % SEEDS_BETWEEN_REPORTS == 0 || done == seeds) {
                progress.reached(done, failures.size());
            }
        }
    }
}
