package dev.stanchion.bench.soak;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of what the process keeps. Growth shows as a difference of the smallest sample of the
 * first third and that of the last one: what is in use by chance differs, and what leaks does not
 * go away. Belongs to one thread.
 */
final class Footprint {
    private static final long MIB = 1024 * 1024;

    /** Caches, compiled code and the index of a store still grow a little. */
    private static final long HEAP_ALLOWANCE = 8 * MIB;

    /** A pool may add a thread late. */
    private static final int THREADS_ALLOWANCE = 4;

    /**
     * One look.
     *
     * @param heapBytes in use after a collection
     * @param threads platform threads
     */
    record Sample(long heapBytes, int threads) {}

    private final List<Sample> samples = new ArrayList<>();

    /** Looks at this process. */
    Sample take() {
        System.gc();
        Sample sample =
                new Sample(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                        ManagementFactory.getThreadMXBean().getThreadCount());
        add(sample);
        return sample;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** Returns what has grown; empty if nothing has. */
    List<String> grown() {
        int third = Math.max(1, samples.size() / 3);
        Sample first = least(samples.subList(0, third));
        Sample last = least(samples.subList(samples.size() - third, samples.size()));
        List<String> grown = new ArrayList<>();
        if (last.heapBytes() > first.heapBytes() + HEAP_ALLOWANCE) {
            grown.add(
                    "the heap in use has grown from %d MiB to %d MiB"
                            .formatted(first.heapBytes() / MIB, last.heapBytes() / MIB));
        }
        if (last.threads() > first.threads() + THREADS_ALLOWANCE) {
            grown.add(
                    "the platform threads have grown from %d to %d"
                            .formatted(first.threads(), last.threads()));
        }
        return grown;
    }

    private static Sample least(List<Sample> some) {
        return new Sample(
                some.stream().mapToLong(Sample::heapBytes).min().orElse(0),
                some.stream().mapToInt(Sample::threads).min().orElse(0));
    }

    @Override
    public String toString() {
        return "heap in use %d to %d MiB, %d to %d platform threads"
                .formatted(
                        samples.stream().mapToLong(Sample::heapBytes).min().orElse(0) / MIB,
                        samples.stream().mapToLong(Sample::heapBytes).max().orElse(0) / MIB,
                        samples.stream().mapToInt(Sample::threads).min().orElse(0),
                        samples.stream().mapToInt(Sample::threads).max().orElse(0));
    }
}
