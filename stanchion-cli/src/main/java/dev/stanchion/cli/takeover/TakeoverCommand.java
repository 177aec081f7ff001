package dev.stanchion.cli.takeover;

import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.api.MonitoringUrl;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Durations;
import dev.stanchion.cli.transfer.CopyRun;
import dev.stanchion.cli.transfer.ImportSource;
import dev.stanchion.cli.transfer.ImportTarget;
import dev.stanchion.cli.transfer.KeyFlags;
import dev.stanchion.cli.transfer.ShownCopy;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.TransferException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stanchion takeover}: takes the place of a Go server that serves. */
@Command(
        name = "takeover",
        mixinStandardHelpOptions = true,
        description = {
            "Take the place of a nats-streaming-server that serves.",
            "Copies channels, messages with their sequences and times, clients, durables, queue"
                    + " groups, and which messages are unacknowledged, while the old server serves.",
            "The command copies, catches up, and waits until the old server has ended, which"
                    + " --stop-command or you bring about. Then it copies the rest, and starts the"
                    + " new server if server flags are given behind '--'.",
            "The store of the old server is only read. To go back at any step, start it again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion takeover nats://localhost:4222 --cluster X --store-dir data/store --dry-run",
            "  stanchion takeover nats://localhost:4222 --cluster X --store-dir data/store \\",
            "      --into data/stanchion --stop-command 'systemctl stop stan' -- -p 4222 -m 8222",
            "",
            "Exit codes: 0 done, or the exit code of the new server; 1 the takeover failed, 2 wrong",
            "usage, 3 done without a server, and the store had losses, which the report names."
        })
public final class TakeoverCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int REPLICAS = 3;

    private final Console console;
    private final Map<String, String> environment;
    private final LongSupplier clock;
    private final ToIntFunction<List<String>> server;

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description =
                    "nats://HOST:PORT of the old server, or of the NATS server that it uses (-ns).")
    private String url = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FLAG",
            description = {
                "Behind '--': flags with which the new server starts in this process. The cluster ID"
                        + " is added, and the store if TARGET is a directory."
            })
    private List<String> serverFlags = List.of();

    @Option(
            names = "--cluster",
            paramLabel = "ID",
            required = true,
            description = "Cluster ID of the old server.")
    private String cluster = "";

    @ArgGroup(multiplicity = "1")
    private OldStoreFlags old = new OldStoreFlags();

    @ArgGroup(multiplicity = "1")
    private Aim aim = new Aim();

    @Option(
            names = "--messages-only",
            description =
                    "Accept that clients, durables, queue groups and positions are lost, as they are"
                            + " with --monitor.")
    private boolean messagesOnly;

    @Option(
            names = "--stop-command",
            paramLabel = "COMMAND",
            description =
                    "Command of the shell that stops the old server when the copy has caught up."
                            + " Default: you stop it when the command asks for it.")
    private Optional<String> stopCommand = Optional.empty();

    @Option(
            names = "--max-pause",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description =
                    "The old server is not stopped before the copy of what came since the last look"
                            + " takes less than this. Default: ${DEFAULT-VALUE}.")
    private String maxPause = "";

    @Option(
            names = "--stop-timeout",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description =
                    "How long the command waits for the end of the old server. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String stopTimeout = "";

    @Option(names = "--json", description = "Print plan, steps and report as lines of JSON.")
    private boolean json;

    @Mixin private KeyFlags keys = new KeyFlags();

    @Spec private @Nullable CommandSpec spec;

    /** Where the data of the old server is. */
    static final class OldStoreFlags {
        @Option(
                names = "--store-dir",
                paramLabel = "DIR",
                description = "Directory of the old server's file store, as for its flag -dir.")
        private Optional<Path> directory = Optional.empty();

        @Option(
                names = "--sql",
                paramLabel = "URL",
                description = "JDBC URL of the old server's database.")
        private Optional<String> database = Optional.empty();

        @Option(
                names = "--monitor",
                paramLabel = "URL",
                converter = MonitoringUrl.class,
                description =
                        "Monitoring port of an old server with the memory store, like"
                                + " http://localhost:8222. Needs --messages-only.")
        private Optional<MonitoringAddress> monitor = Optional.empty();
    }

    /** Where the copy goes. */
    private static final class Aim {
        @Option(
                names = "--into",
                paramLabel = "TARGET",
                description =
                        "Directory for Stanchion's file store, empty or not there yet; or the JDBC URL"
                                + " of an empty database.")
        private String target = "";

        @Option(
                names = "--dry-run",
                description = "Only print what happens to each client, durable and queue group.")
        private boolean dryRun;
    }

    /**
     * @param clock a clock that never goes back
     * @param server runs a server with flags, and returns its exit code
     */
    public TakeoverCommand(
            Console console,
            Map<String, String> environment,
            LongSupplier clock,
            ToIntFunction<List<String>> server) {
        this.console = console;
        this.environment = environment;
        this.clock = clock;
        this.server = server;
    }

    @Override
    public Integer call() {
        if (messagesOnly && old.monitor.isEmpty()) {
            throw wrong("--messages-only is for --monitor: the other stores have everything");
        }
        Optional<ImportTarget> target = target();
        OldStore store =
                OldStores.of(old.directory, old.database, old.monitor, url, cluster, environment);
        if (!store.hasPositions() && !messagesOnly) {
            throw new TransferException(
                    "a server with the memory store tells its messages only: clients would have to"
                            + " connect again, durables and queue groups would begin anew, and what"
                            + " is published between the last look and its end would be lost",
                    "Stop the publishers first, and accept the rest with --messages-only.");
        }
        Optional<NewServer> next = target.flatMap(this::newServer);
        try (OldServer asked = new OldServer(url, cluster)) {
            Steps steps = new Steps(console, json);
            TakeoverRun run =
                    new TakeoverRun(
                            asked,
                            store,
                            options(next.map(NewServer::hasNatsServer).orElse(false)),
                            steps,
                            clock,
                            new ShownCopy(console::remark, clock, 0));
            String shown = ImportSource.shown(url);
            run.requireServing(shown);
            ServerRecord identity;
            try (Source source = store.look()) {
                identity = run.requireItsOwn(source, shown);
                new PlanPage(console, json).show(source, store);
            }
            if (target.isEmpty()) {
                steps.tell("plan", "Nothing was changed, and nothing was copied.");
                return DONE;
            }
            return take(run, identity, target.get(), next);
        }
    }

    private int take(
            TakeoverRun run, ServerRecord identity, ImportTarget target, Optional<NewServer> next) {
        CopyReport report = run.into(target.of(cluster), identity);
        int code =
                new CopyRun(console, clock, json)
                        .report(ImportSource.shown(url), report, Optional.of(target));
        return next.isPresent() ? server.applyAsInt(next.get().flags()) : code;
    }

    private TakeoverRun.Options options(boolean hasNatsServer) {
        return new TakeoverRun.Options(
                cluster,
                keys.keys(environment),
                stopCommand.map(StopCommand::new),
                duration("--max-pause", maxPause),
                duration("--stop-timeout", stopTimeout),
                hasNatsServer);
    }

    private Duration duration(String option, String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        wrong(
                                "Invalid value for option '%s': '%s' (expected: a duration like 5s)"
                                        .formatted(option, text)));
    }

    /** Returns a target that a takeover can have, which an import can have more of. */
    private Optional<ImportTarget> target() {
        if (aim.dryRun) {
            return Optional.empty();
        }
        ImportTarget target = ImportTarget.parse(aim.target, REPLICAS, environment);
        if (target.isJetStream()) {
            throw wrong(
                    "--into %s: a takeover writes to a directory or a database; to move to JetStream,"
                                    .formatted(ImportSource.shown(aim.target))
                            + " stop the old server and use 'stanchion import'");
        }
        if (target.isMemory()) {
            throw wrong("--into memory keeps nothing; to try a takeover, use --dry-run");
        }
        if (old.directory.filter(target::isWithin).isPresent()) {
            throw wrong(
                    "--into %s is in the store of the old server, which would take it for a channel"
                            .formatted(aim.target));
        }
        if (old.directory.filter(target::contains).isPresent()) {
            throw wrong("--into %s contains the store of the old server".formatted(aim.target));
        }
        return Optional.of(target);
    }

    /** Returns the server that starts at the end. */
    private Optional<NewServer> newServer(ImportTarget target) {
        return serverFlags.isEmpty()
                ? Optional.empty()
                : Optional.of(NewServer.of(serverFlags, cluster, target, environment, this::wrong));
    }

    private ParameterException wrong(String why) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
    }
}
