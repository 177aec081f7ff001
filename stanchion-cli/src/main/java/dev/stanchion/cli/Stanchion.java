package dev.stanchion.cli;

import dev.stanchion.cli.admin.Admin;
import dev.stanchion.cli.backup.BackupCommand;
import dev.stanchion.cli.backup.RestoreCommand;
import dev.stanchion.cli.backup.VerifyBackupCommand;
import dev.stanchion.cli.bench.BenchCommand;
import dev.stanchion.cli.context.ContextCommand;
import dev.stanchion.cli.context.ContextFlag;
import dev.stanchion.cli.context.Defaults;
import dev.stanchion.cli.dashboard.DashboardCommand;
import dev.stanchion.cli.server.ServerCommand;
import dev.stanchion.cli.takeover.TakeoverCommand;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.FailedException;
import dev.stanchion.cli.transfer.ExportCommand;
import dev.stanchion.cli.transfer.ImportCommand;
import dev.stanchion.cli.why.FindingsCommand;
import dev.stanchion.cli.why.WhyCommand;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** The executable. It finds the command and runs it. */
public final class Stanchion {
    private static final int PAGE_WIDTH = 88;

    /** The commands whose option --json lets them write JSON, also for errors and remarks. */
    private static final Set<String> PRINTING_JSON =
            Set.of(
                    "publish",
                    "listen",
                    "why",
                    "findings",
                    "import",
                    "takeover",
                    "context",
                    "admin",
                    "dashboard",
                    "bench",
                    "backup",
                    "restore");

    /** The commands that talk to a server which an environment or a context can name. */
    private static final Set<String> TALKING =
            Set.of("publish", "listen", "why", "findings", "dashboard", "admin", "backup");

    private final Surroundings surroundings;
    private final ServerRunner server;

    Stanchion(Surroundings surroundings, ServerRunner server) {
        this.surroundings = surroundings;
        this.server = server;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        Surroundings process =
                new Surroundings(
                        Console.ofProcess(System.getenv()),
                        System.in,
                        Console.isTerminal(),
                        System.getenv(),
                        System::nanoTime,
                        Clock.system(ZoneId.systemDefault()),
                        new ShutdownHooks(),
                        () -> System.nanoTime() - ageNanos());
        System.exit(new Stanchion(process, ServerCommand::run).run(args));
    }

    /**
     * Returns the age of the virtual machine, since the user has waited since before the first line
     * of this program. The process is older: it was the launcher's shell, which may have built the
     * program.
     */
    private static long ageNanos() {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return TimeUnit.MILLISECONDS.toNanos(Math.max(0, System.currentTimeMillis() - start));
    }

    /** Returns the executable for use by a program, without colours, Ctrl-C and environment. */
    public static Stanchion between(PrintStream out, PrintStream err) {
        return between(out, err, Map.of());
    }

    /** Does the same with variables of an environment. */
    public static Stanchion between(
            PrintStream out, PrintStream err, Map<String, String> environment) {
        long startNanos = System.nanoTime();
        Surroundings surroundings =
                new Surroundings(
                        new Console(out, err, false),
                        InputStream.nullInputStream(),
                        false,
                        Map.copyOf(environment),
                        System::nanoTime,
                        Clock.systemUTC(),
                        action -> code -> {},
                        () -> startNanos);
        return new Stanchion(surroundings, ServerCommand::run);
    }

    /** Runs a command; returns its exit code. */
    public int run(String... args) {
        Console console = surroundings.console();
        if (args.length > 0 && args[0].equals(ServerEntry.NAME)) {
            // The flags are those of the Go server, and no other parser may read them.
            return server.run(
                    Arrays.copyOfRange(args, 1, args.length), console.out(), console.err());
        }
        if (List.of(args).equals(List.of("help", ServerEntry.NAME))) {
            return server.run(new String[] {"--help"}, console.out(), console.err());
        }
        // Libraries must not log to the terminal. Their failures are exceptions.
        LogManager.getLogManager().reset();
        return isForPrograms(args)
                ? new Stanchion(surroundings.forPrograms(), server).execute(args)
                : execute(args);
    }

    private int execute(String... args) {
        Problems problems = new Problems(surroundings.console());
        try {
            return commandLine(defaults(args)).execute(args);
        } catch (FailedException e) {
            return problems.report(e);
        }
    }

    /** Returns the defaults for this line: see {@link Defaults}. */
    private Defaults defaults(String... args) {
        List<String> line = List.of(args);
        boolean isHelp = line.size() > 1 && line.getFirst().equals("help");
        if (line.isEmpty() || !TALKING.contains(line.get(isHelp ? 1 : 0))) {
            return Defaults.USUAL;
        }
        Defaults defaults = Defaults.of(surroundings.environment(), ContextFlag.in(args));
        boolean isForPage = isHelp || line.contains("--help") || line.contains("-h");
        return isForPage ? defaults.forPage() : defaults;
    }

    /**
     * Returns whether the output is JSON. It is known before the line is parsed, because errors in
     * the line are also printed in that form.
     */
    private static boolean isForPrograms(String[] args) {
        return args.length > 0
                && PRINTING_JSON.contains(args[0])
                && Arrays.stream(args)
                        .takeWhile(arg -> !arg.equals("--"))
                        .anyMatch("--json"::equals);
    }

    /** Returns all commands, for describing them. */
    CommandLine commandLine() {
        return commandLine(Defaults.USUAL);
    }

    private CommandLine commandLine(Defaults defaults) {
        CommandLine root = commands();
        root.getSubcommands()
                .forEach((name, command) -> {
                    if (TALKING.contains(name)) {
                        command.setDefaultValueProvider(defaults);
                    }
                });
        return root;
    }

    private CommandLine commands() {
        Console console = surroundings.console();
        Problems problems = new Problems(console);
        CommandLine root =
                new CommandLine(new RootCommand())
                        .addSubcommand(new DemoCommand(surroundings, surroundings.environment()))
                        .addSubcommand(new ServerEntry())
                        .addSubcommand(config(console))
                        .addSubcommand(new PublishCommand(surroundings))
                        .addSubcommand(new ListenCommand(surroundings))
                        .addSubcommand(new ContextCommand(console, surroundings.environment()))
                        .addSubcommand(new WhyCommand(console))
                        .addSubcommand(new FindingsCommand(console))
                        .addSubcommand(
                                new DashboardCommand(
                                        console,
                                        surroundings.isInteractive(),
                                        surroundings.environment()))
                        .addSubcommand(new BenchCommand(console))
                        .addSubcommand(
                                Admin.commandLine(
                                        console,
                                        surroundings.input(),
                                        surroundings.isInteractive(),
                                        surroundings.environment(),
                                        surroundings.interrupts()))
                        .addSubcommand(new FsckCommand(console))
                        .addSubcommand(new RepairCommand(console))
                        .addSubcommand(
                                new BackupCommand(
                                        console, System.getenv(), surroundings.nanoClock()))
                        .addSubcommand(
                                new RestoreCommand(
                                        console, System.getenv(), surroundings.nanoClock()))
                        .addSubcommand(new VerifyBackupCommand(console, System.getenv()))
                        .addSubcommand(new ExportCommand(console))
                        .addSubcommand(
                                new ImportCommand(
                                        console,
                                        surroundings.environment(),
                                        surroundings.nanoClock()))
                        .addSubcommand(
                                new TakeoverCommand(
                                        console,
                                        surroundings.environment(),
                                        surroundings.nanoClock(),
                                        flags ->
                                                server.run(
                                                        flags.toArray(String[]::new),
                                                        console.out(),
                                                        console.err())))
                        .addSubcommand(new HelpCommand())
                        .addSubcommand(new VersionCommand(console))
                        .setOut(writer(console.out()))
                        .setErr(writer(console.err()))
                        .setColorScheme(
                                CommandLine.Help.defaultColorScheme(
                                        console.isColored() ? Ansi.ON : Ansi.OFF))
                        .setUsageHelpWidth(PAGE_WIDTH)
                        .setExpandAtFiles(false)
                        .setParameterExceptionHandler(problems::wrongUsage)
                        .setExecutionExceptionHandler(problems::failure);
        WholeNumber.readAllOf(root);
        root.getCommandSpec().version(VersionCommand.text());
        root.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().version(VersionCommand.text()));
        // The command line's own setters would change the pages of all commands.
        root.getCommandSpec()
                .usageMessage()
                .sectionKeys(List.of("page"))
                .sectionMap(Map.of("page", help -> new StartPage(console).text()));
        return root;
    }

    private CommandLine config(Console console) {
        ConfigCommand config = new ConfigCommand(console, surroundings.environment());
        return new CommandLine(config).addSubcommand(config.check());
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
