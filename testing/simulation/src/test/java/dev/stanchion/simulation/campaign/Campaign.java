package dev.stanchion.simulation.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the seeds of a range that its journal does not have yet, on several threads. A seed that
 * fails ends nothing. For use by one thread, which waits.
 */
final class Campaign {
    /** Far longer than any seed takes, also on a busy machine. */
    static final long LONGEST_SEED_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final long SECONDS_BETWEEN_LINES = 30;

    private final Range range;
    private final SeedRun run;
    private final Journal journal;
    private final PrintStream out;
    private final AtomicInteger nextBlock = new AtomicInteger();
    private final Map<Long, Long> begunNanos = new ConcurrentHashMap<>();
    private final AtomicLong ran = new AtomicLong();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<Throwable> endings = new ConcurrentLinkedQueue<>();

    Campaign(Range range, SeedRun run, Journal journal, PrintStream out) {
        this.range = range;
        this.run = run;
        this.journal = journal;
        this.out = out;
    }

    /**
     * Runs what is left.
     *
     * @throws StuckSeed if a seed does not end; the journal has it, so the next run leaves it out
     * @throws IOException if the journal cannot be written
     */
    void run(int threads) throws IOException, InterruptedException {
        long before = journal.seedsDone();
        failed.set(journal.failures().size());
        long begun = System.nanoTime();
        CountDownLatch running = new CountDownLatch(threads);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> runBlocks(running), "campaign-" + i);
            thread.setDaemon(true); // one that is stuck does not keep the process
            all.add(thread);
        }
        all.forEach(Thread::start);
        Pace pace = new Pace(range.seeds(), before);
        while (!running.await(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS)) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            out.println(pace.line(before + ran.get(), failed.get(), seconds));
            lookForStuckSeed(System.nanoTime());
        }
        Throwable failure = endings.poll();
        if (failure != null) {
            throw new IOException("a thread of the campaign ended: " + failure, failure);
        }
    }

    private void runBlocks(CountDownLatch running) {
        try {
            for (int block = nextBlock.getAndIncrement();
                    block < range.blocks();
                    block = nextBlock.getAndIncrement()) {
                if (!journal.isDone(block)) {
                    runBlock(block);
                }
            }
        } catch (IOException | RuntimeException | Error failure) {
            endings.add(failure);
        } finally {
            running.countDown();
        }
    }

    private void runBlock(int block) throws IOException {
        Map<Long, String> ofBlock = new TreeMap<>();
        for (long seed = range.firstOf(block); seed < range.endOf(block); seed++) {
            if (journal.hasFailed(seed)) {
                continue;
            }
            begunNanos.put(seed, System.nanoTime());
            Optional<String> failure = failureOf(seed);
            begunNanos.remove(seed);
            ran.incrementAndGet();
            if (failure.isPresent()) {
                ofBlock.put(seed, failure.get());
                failed.incrementAndGet();
                tell(seed, failure.get());
            }
        }
        journal.done(block, ofBlock);
    }

    private Optional<String> failureOf(long seed) {
        try {
            return run.failureOf(seed).map(Campaign::oneLine);
        } catch (RuntimeException | StackOverflowError | AssertionError thrown) {
            return Optional.of(oneLine("the simulation itself failed: " + thrown));
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " | ");
    }

    private void tell(long seed, String failure) {
        out.printf(
                "seed %d fails: %s%n  replay it with%n  %s%n", seed, failure, range.replay(seed));
    }

    private void lookForStuckSeed(long nowNanos) throws IOException {
        for (Map.Entry<Long, Long> begun : begunNanos.entrySet()) {
            if (nowNanos - begun.getValue() > LONGEST_SEED_NANOS) {
                String what = "does not end within 10 minutes";
                journal.stuck(begun.getKey(), what);
                tell(begun.getKey(), what);
                throw new StuckSeed(begun.getKey());
            }
        }
    }

    /** Returns the text for the end of a campaign. */
    static String summary(Range range, Map<Long, String> failures, double seconds) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%,d seeds from %d on, %d steps each, %s store: %s failed, in %s%n"
                        .formatted(
                                range.seeds(),
                                range.first(),
                                range.steps(),
                                range.store(),
                                failures.isEmpty() ? "none" : failures.size(),
                                Pace.duration(Math.round(seconds))));
        new TreeMap<>(failures)
                .forEach((seed, failure) ->
                        text.append("%s%n  %s%n".formatted(range.replay(seed), failure)));
        return text.toString();
    }

    /** A seed does not end. Its thread cannot be stopped, so the process must end. */
    static final class StuckSeed extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        StuckSeed(long seed) {
            super(new IOException("seed %d does not end".formatted(seed)));
        }
    }
}
