package dev.stanchion.cli.transfer;

import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.api.MonitoringUrl;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.CopyTarget;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.UnfinishedCopy;
import dev.stanchion.transfer.gofile.GoFileStore;
import dev.stanchion.transfer.gofile.Polynomial;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stanchion import}: takes over the data of a Go server. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Copy what nats-streaming-server keeps to a store of Stanchion.",
            "The source is files, a database, or a server that runs. The copy has channels, messages"
                    + " with their sequences and times, clients, durables, queue groups, and which messages"
                    + " are unacknowledged.",
            "The command changes nothing in the source. Stop the Go server first, unless it is the"
                    + " source itself: a running server gives messages only. A copy that did not end can be"
                    + " started again; it continues where it was."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stanchion import data/store --dry-run",
            "  stanchion import data/store --into data/stanchion",
            "  stanchion import data/store --into 'jdbc:postgresql://db/stan?user=stan'",
            "  stanchion import nats://old:4222 --cluster X --monitor http://old:8222 --into data/new",
            "  stanchion import data/store --into nats://nats:4222",
            "  stanchion import 'jdbc:mariadb://db/stan?user=stan' --into data/stanchion",
            "",
            "Encrypted messages are copied as they are. With the key in the environment variable",
            "NATS_STREAMING_ENCRYPTION_KEY or in a file, the command proves that it decrypts them.",
            "",
            "Exit codes: 0 everything is copied, 1 the import failed, 2 wrong usage,",
            "3 copied, and the source had losses, which the report names."
        })
public final class ImportCommand implements Callable<Integer> {
    private final Console console;
    private final Map<String, String> environment;
    private final LongSupplier clock;

    @Parameters(
            paramLabel = "SOURCE",
            description =
                    "Directory of the Go server, as for its flag -dir; the JDBC URL of its database;"
                            + " or nats://HOST:PORT of a server that runs.")
    private String source = "";

    @ArgGroup(multiplicity = "1")
    private Aim aim = new Aim();

    @Option(names = "--json", description = "Print the report as lines of JSON.")
    private boolean json;

    @Option(
            names = "--cluster",
            paramLabel = "ID",
            description =
                    "Cluster ID of the Go server, if it runs or if its server.dat is damaged.")
    private String cluster = "";

    @Option(names = "--messages-only", description = "Leave out clients and subscriptions.")
    private boolean messagesOnly;

    @Mixin private KeyFlags keys = new KeyFlags();

    @Option(
            names = "--cluster_log_path",
            paramLabel = "DIR",
            description =
                    "Directory of the Raft log, if SOURCE is the directory of a member of a cluster"
                            + " (-clustered); as for its flag.")
    private Optional<Path> raftLog = Optional.empty();

    @Option(
            names = "--js_replicas",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Replicas of each stream, if TARGET is a NATS cluster. Default: ${DEFAULT-VALUE}.")
    private int replicas;

    @Option(
            names = "--monitor",
            paramLabel = "URL",
            converter = MonitoringUrl.class,
            description =
                    "Monitoring port of the server that SOURCE names, like http://localhost:8222.")
    private Optional<MonitoringAddress> monitor = Optional.empty();

    @Option(
            names = "--file_crc_poly",
            paramLabel = "N",
            description =
                    "Polynomial of the checksums, if the Go server had this flag. Default:"
                            + " 3988292384.")
    private Optional<Long> filePolynomial = Optional.empty();

    @Spec private @Nullable CommandSpec spec;

    /** Where the copy goes. */
    private static final class Aim {
        @Option(
                names = "--into",
                paramLabel = "TARGET",
                description =
                        "Directory for Stanchion's file store, empty or not there yet; the JDBC URL of"
                                + " an empty database; nats://HOST:PORT of a NATS cluster with"
                                + " JetStream; or memory, to try the copy and keep"
                                + " nothing.")
        private String target = "";

        @Option(names = "--dry-run", description = "Only read the source and print the report.")
        private boolean dryRun;
    }

    @Option(
            names = "--complete",
            description =
                    "Read nothing from SOURCE, which is gone: keep what an import that did not end has"
                            + " copied to TARGET. Needs --cluster.")
    private boolean complete;

    /**
     * @param clock a clock that never goes back
     */
    public ImportCommand(Console console, Map<String, String> environment, LongSupplier clock) {
        this.console = console;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (complete) {
            return completeTarget();
        }
        GoFileStore.Options options = new GoFileStore.Options(cluster, messagesOnly, polynomial());
        if (ImportSource.isLive(source)) {
            console.warning(
                    "A server that runs gives its messages only, with their sequences and times."
                            + " Clients, durables, queue groups and positions stay there: each"
                            + " durable begins anew on the copy. What is published during the copy"
                            + " is not in it.");
        }
        Optional<ImportTarget> target = target();
        try (Source opened = ImportSource.open(source, options, raftLog, monitor, environment)) {
            return new CopyRun(console, clock, json)
                    .copy(opened, ImportSource.shown(source), keys.keys(environment), target);
        }
    }

    private int completeTarget() {
        ImportTarget target =
                target().filter(each -> !cluster.isEmpty() && !each.isMemory() && !each.isMissing())
                        .orElseThrow(() ->
                                wrong(
                                        "--complete needs --cluster, and --into with the target of an"
                                                + " import that did not end"));
        try (CopyTarget into = target.of(cluster)) {
            CopyReport report = UnfinishedCopy.complete(cluster, into);
            return new CopyRun(console, clock, json)
                    .report(ImportSource.shown(source), report, Optional.of(target));
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
    }

    private Polynomial polynomial() {
        try {
            return filePolynomial.map(Polynomial::new).orElse(Polynomial.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Invalid value for option '--file_crc_poly': " + e.getMessage(),
                    e);
        }
    }

    private Optional<ImportTarget> target() {
        if (aim.dryRun) {
            return Optional.empty();
        }
        ImportTarget target = ImportTarget.parse(aim.target, replicas, environment);
        if (!source.contains("://") && !source.startsWith("jdbc:")) {
            target.requireApart(Path.of(source));
        }
        raftLog.ifPresent(target::requireApart);
        return Optional.of(target);
    }
}
