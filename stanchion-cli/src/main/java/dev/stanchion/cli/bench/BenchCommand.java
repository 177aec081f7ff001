package dev.stanchion.cli.bench;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.load.baseline.Baseline;
import dev.stanchion.load.ceiling.Ceiling;
import dev.stanchion.load.figures.BenchResult;
import dev.stanchion.load.report.TextReport;
import dev.stanchion.load.series.Bench;
import dev.stanchion.load.series.Plan;
import dev.stanchion.load.server.Durability;
import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Shapes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stanchion bench}: measures servers under load, and one against another. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measure a server under load, alone or in turn with a second server.",
            "By default, the command starts this Stanchion with the memory store and"
                    + " measures the shape 1:1. See docs/reference/performance.md for how to read"
                    + " the result."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion bench --list",
            "  stanchion bench --shape 1:1,sync --against-cmd nats-streaming-server",
            "  stanchion bench --shape core --against-cmd nats-server --json core.json",
            "  stanchion bench --shape 1:1,sync --durability os --against-jetstream nats-server",
            "  stanchion bench --check --against-cmd nats-streaming-server",
            "  stanchion bench --check always --against-cmd nats-streaming-server",
            "  stanchion bench --url nats://localhost:4222 --cluster ticketing --size 512",
            "",
            "Exit codes: 0 measured, 1 a delivery was wrong or a ratio is worse, 2 wrong usage."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final Console console;

    @Option(names = "--list", description = "Print the names of all shapes and groups, and exit.")
    private boolean list;

    @Option(
            names = "--ceiling",
            description = "Measure the driver alone against a server that does nothing, and exit.")
    private boolean ceiling;

    @Mixin private ShapeFlags shapes = new ShapeFlags();

    @Mixin private ServerFlags servers = new ServerFlags();

    @Mixin private RoundFlags rounds = new RoundFlags();

    @Mixin private BaselineFlags baselines = new BaselineFlags();

    @Mixin private OutputFlags output = new OutputFlags();

    @Spec private @Nullable CommandSpec spec;

    public BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (list) {
            list();
            return DONE;
        }
        if (ceiling) {
            return ceiling();
        }
        Optional<Baseline> baseline = baselines.baseline();
        Plan plan =
                understood(() ->
                        new Plan(
                                baseline.map(this::recorded).orElseGet(shapes::chosen),
                                servers(baseline),
                                rounds.warmUps(),
                                rounds.rounds(),
                                rounds.limits(),
                                rounds.threads(),
                                servers.audience()));
        BenchResult result = new Bench(plan, new ShownProgress(console), Clock.systemUTC()).run();
        int code = finish(result);
        if (code == DONE) {
            Durability kept = baseline.map(Baseline::durability).orElseGet(servers::durability);
            baselines.record(result, kept, console);
            boolean held =
                    baseline.map(each -> BaselineFlags.judge(each, result, console)).orElse(true);
            return held ? DONE : FAILED;
        }
        return code;
    }

    private List<Shape> recorded(Baseline baseline) {
        if (shapes.isChosen()) {
            throw new IllegalArgumentException(
                    "--check measures the shapes of the baseline: leave out --shape and custom shapes");
        }
        List<Shape> recorded = new ArrayList<>();
        for (String name : baseline.shapes().keySet()) {
            recorded.addAll(
                    Shapes.find(name)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "--check: unknown shape in the baseline: '"
                                                    + name
                                                    + "'")));
        }
        return recorded;
    }

    private List<ServerChoice> servers(Optional<Baseline> baseline) {
        if (baseline.isPresent() && !servers.audience().isEmpty()) {
            throw new IllegalArgumentException("--viewers and --check cannot be combined");
        }
        return baseline.map(this::servers).orElseGet(servers::chosen);
    }

    private List<ServerChoice> servers(Baseline baseline) {
        List<ServerChoice> chosen = servers.keeping(baseline.durability());
        if (chosen.size() < 2 || !baseline.isAgainst(chosen.get(1).name())) {
            String flags =
                    baseline.isAgainst("jetstream")
                            ? "--against-jetstream alone"
                            : "--against-cmd, and --against-name if the program has another name";
            throw new IllegalArgumentException(
                    "--check: the baseline compares with '%s': add %s"
                            .formatted(baseline.against(), flags));
        }
        return chosen;
    }

    private int finish(BenchResult result) {
        console.line("");
        console.out().print(TextReport.head(result));
        output.write(result, console);
        return result.hasFailures() ? FAILED : DONE;
    }

    /** Runs a reader of flags, and reports its errors as wrong usage. */
    private <T> T understood(Supplier<T> flags) {
        try {
            return flags.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    Objects.requireNonNullElse(e.getMessage(), "cannot be understood"));
        }
    }

    private int ceiling() {
        List<Shape> driven =
                understood(() -> shapes.isChosen() ? shapes.chosen() : Ceiling.shapes());
        console.remark("The server does nothing here: the figures are the limits of the driver");
        BenchResult result =
                Ceiling.measure(
                        driven,
                        understood(rounds::rounds),
                        understood(rounds::limits),
                        understood(rounds::threads),
                        Clock.systemUTC());
        result.outcomes().forEach(outcome -> console.line(Ceiling.line(outcome)));
        return finish(result);
    }

    private void list() {
        for (Shape shape : Shapes.catalogue()) {
            line(shape.name(), shape.described());
        }
        console.line("");
        Shapes.groups()
                .forEach((name, group) ->
                        line(name, "a group of %d shapes".formatted(group.size())));
    }

    private void line(String name, String what) {
        console.line(
                console.paint(Style.NAME, name)
                        + " ".repeat(Math.max(1, 20 - name.length()))
                        + what);
    }
}
