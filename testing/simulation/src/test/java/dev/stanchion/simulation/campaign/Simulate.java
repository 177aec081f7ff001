package dev.stanchion.simulation.campaign;

import dev.stanchion.simulation.LoggedBugs;
import dev.stanchion.simulation.Seams;
import dev.stanchion.simulation.Simulation;
import dev.stanchion.simulation.SimulationFailure;
import dev.stanchion.simulation.cluster.StreamRun;
import dev.stanchion.simulation.cluster.StreamSeams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * The program of {@code bin/simulate}, which has looked at the options. It ends with 0 if every
 * seed passes, and with 1 if one fails or the journal cannot be used.
 */
final class Simulate {
    private static final String JETSTREAM = "jetstream";
    private static final Logger STORE_LOG = Logger.getLogger("dev.stanchion.store");
    private static final int STEPS_WITH_STREAMS = 40;

    private Simulate() {}

    /**
     * Runs one seed ({@code seed SEED STEPS STORE}) or many ({@code many FIRST SEEDS STEPS STORE
     * JOBS JOURNAL}).
     */
    public static void main(String[] arguments) throws InterruptedException {
        boolean passed;
        STORE_LOG.setUseParentHandlers(false); // it has a line for each start
        try (LoggedBugs bugs = new LoggedBugs()) {
            List<String> all = List.of(arguments);
            passed =
                    all.getFirst().equals("seed")
                            ? replay(
                                    Long.parseLong(all.get(1)),
                                    Integer.parseInt(all.get(2)),
                                    all.get(3),
                                    bugs)
                            : runMany(
                                    new Range(
                                            all.get(4),
                                            Long.parseLong(all.get(1)),
                                            Long.parseLong(all.get(2)),
                                            Integer.parseInt(all.get(3))),
                                    Integer.parseInt(all.get(5)),
                                    Path.of(all.get(6)),
                                    bugs);
        } catch (IOException | Campaign.StuckSeed failure) {
            System.err.println("bin/simulate: " + failure.getMessage());
            passed = false;
        }
        Runtime.getRuntime().halt(passed ? 0 : 1); // a thread with a stuck seed does not end
    }

    private static boolean replay(long seed, int steps, String store, LoggedBugs bugs) {
        boolean isOnCluster = store.equals(JETSTREAM);
        boolean passed = true;
        try {
            System.out.println(new Simulation(seed, Seams.plain(bugs), isOnCluster).run(steps));
        } catch (SimulationFailure failure) {
            System.out.println(failure.getMessage());
            passed = false;
        }
        if (isOnCluster) {
            StreamRun streams = StreamRun.of(seed, STEPS_WITH_STREAMS, StreamSeams.PLAIN);
            if (!streams.violations().isEmpty()) {
                streams.trace().forEach(System.out::println);
                System.out.println("several processes on one stream: " + streams.violations());
                passed = false;
            }
        }
        return passed;
    }

    private static boolean runMany(Range range, int jobs, Path path, LoggedBugs bugs)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (Journal journal = Journal.open(path, range)) {
            if (journal.seedsDone() > 0) {
                System.out.printf(
                        "goes on after %,d seeds, of which %d failed, as %s has it%n",
                        journal.seedsDone(), journal.failures().size(), path);
            }
            new Campaign(range, seed -> failureOf(seed, range, bugs), journal, System.out)
                    .run(jobs);
            // the next campaign of these seeds begins anew: the code may be another
            Files.move(path, Path.of(path + ".done"), StandardCopyOption.REPLACE_EXISTING);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.print(Campaign.summary(range, journal.failures(), seconds));
            return journal.failures().isEmpty();
        }
    }

    private static Optional<String> failureOf(long seed, Range range, LoggedBugs bugs) {
        boolean isOnCluster = range.store().equals(JETSTREAM);
        Optional<String> failure =
                new Simulation(seed, Seams.plain(bugs), isOnCluster)
                        .violation(range.steps())
                        .map(one -> one.invariant() + ": " + one.facts());
        if (failure.isPresent() || !isOnCluster) {
            return failure;
        }
        List<String> ofStreams =
                StreamRun.of(seed, STEPS_WITH_STREAMS, StreamSeams.PLAIN).violations();
        return ofStreams.isEmpty()
                ? Optional.empty()
                : Optional.of("several processes on one stream: " + ofStreams.getFirst());
    }
}
