package dev.stanchion.cli.bench;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.load.baseline.Baseline;
import dev.stanchion.load.baseline.BaselineFile;
import dev.stanchion.load.baseline.Verdict;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.server.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags for the comparison with a baseline. */
final class BaselineFlags {
    @Option(
            names = "--check",
            paramLabel = "BASELINE",
            arity = "0..1",
            fallbackValue = "memory",
            description =
                    "Measure the shapes of a baseline again. Fail if a ratio is more than 30 %% worse than"
                            + " in the baseline. Needs the other server of the baseline: --against, --against-cmd or"
                            + " --against-jetstream. Both servers keep what they kept for the baseline, see --durability."
                            + " BASELINE is a file, or 'memory' or 'always', which come with Stanchion. Default for"
                            + " BASELINE: memory")
    private @Nullable String check;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write the measured ratios to FILE as a new baseline.")
    private @Nullable Path record;

    /** Returns what to check against; empty if nothing is to be checked. */
    Optional<Baseline> baseline() {
        if (check == null) {
            return Optional.empty();
        }
        return Optional.of(
                Baseline.SHIPPED.contains(check)
                        ? Baseline.shipped(check)
                        : BaselineFile.read(Path.of(check)));
    }

    void record(BenchResult result, Durability kept, Console console) {
        if (record != null) {
            BaselineFile.write(record, Baseline.of(result, kept));
            console.remark("Wrote " + record);
        }
    }

    /** Prints each ratio with the recorded one. Returns whether none is worse. */
    static boolean judge(Baseline baseline, BenchResult result, Console console) {
        List<Verdict> verdicts = baseline.judge(result, Baseline.TOLERANCE);
        console.line("");
        for (Verdict each : verdicts) {
            String mark = each.isWorse() ? "WORSE" : "ok";
            console.line(
                    String.format(
                            Locale.ROOT,
                            "  %s  %-12s %-28s recorded %.2f, now %.2f (%.2f to %.2f)",
                            console.paint(
                                    each.isWorse() ? Style.BAD : Style.GOOD,
                                    String.format(Locale.ROOT, "%-5s", mark)),
                            each.shape(),
                            each.metric().title(),
                            each.recorded(),
                            each.measured().median(),
                            each.measured().min(),
                            each.measured().max()));
        }
        return verdicts.stream().noneMatch(Verdict::isWorse);
    }
}
