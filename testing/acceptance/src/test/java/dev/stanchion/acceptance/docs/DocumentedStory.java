package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.docs.Page.Block;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of one page, from its first block to its last, as a reader would: in one
 * folder, with one server at a time. A command that the page starts in the background keeps
 * running.
 *
 * <p>There is one difference to the page: each of the {@link #PORTS} is replaced by a free port,
 * and a server or client without a port gets that one.
 */
final class DocumentedStory implements AutoCloseable {
    /** The ports of clients, of monitoring, and of other listeners. */
    private static final Pattern PORTS = Pattern.compile("(?<![\\w.])(4222|8222|8443|8080)(?!\\w)");

    private static final List<String> GIVEN_FOLDERS = List.of("bin", "examples");

    /** With this code, a command ends that has nobody to ask. */
    private static final int NOT_AGREED = 4;

    private static final String FILE = "file:";
    private static final String NOT_RUN = "not run:";
    private static final String GIVEN = "given:";
    private static final String GO_FILES = "go files:";
    private static final Pattern NAMES_A_PORT =
            Pattern.compile(" --?(p|port)[ =]|(^|\\n)\\s*(port|listen)\\b");
    private static final Pattern NAMES_A_FILE = Pattern.compile(" --?s?c(onfig)?[ =](\\S+)");

    private final Page page;
    private final Programs programs;
    private final Path folder;
    private final Map<String, String> ports = new HashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private @Nullable Program server;
    private @Nullable CommandHost host;
    private List<Outcome> ofLastBlock = List.of();
    private int commands;

    DocumentedStory(Page page, Programs programs, Path folder) throws IOException {
        this.page = page;
        this.programs = programs;
        this.folder = folder;
        for (String given : GIVEN_FOLDERS) {
            Files.createSymbolicLink(folder.resolve(given), Project.root().resolve(given));
        }
    }

    /** Runs all blocks. */
    void run() {
        for (Block block : page.blocks()) {
            if (block.comment().startsWith(NOT_RUN)) {
                leaveOut(block);
            } else if (block.comment().startsWith(FILE)) {
                write(block);
            } else if (block.is("sh")) {
                prepare(block);
                ofLastBlock = run(ShellCommand.of(block), page.where(block));
            } else if (block.is("console")) {
                prepare(block);
                Exchange.of(block).forEach(exchange -> run(exchange, page.where(block)));
                ofLastBlock = List.of();
            } else if (block.is("text")) {
                if (block.isNext() && !ofLastBlock.isEmpty()) {
                    requireShown(block.lines(), ofLastBlock, page.where(block));
                }
            } else {
                ofLastBlock = List.of();
            }
        }
    }

    /** Leaves a folder without links to it. It does not stop the programs that still run. */
    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
        try {
            for (String given : GIVEN_FOLDERS) {
                Files.delete(folder.resolve(given));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of commands that have run. */
    int commands() {
        return commands;
    }

    /** The blocks that have not, and why. */
    List<String> leftOut() {
        return leftOut;
    }

    private void leaveOut(Block block) {
        String reason = block.comment().substring(NOT_RUN.length()).strip();
        assertThat(reason).as("%s: why it is not run", page.where(block)).isNotEmpty();
        leftOut.add(page.where(block) + ": " + reason);
        ofLastBlock = List.of();
    }

    private void write(Block block) {
        Path file = folder.resolve(block.comment().substring(FILE.length()).strip());
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, withFreePorts(String.join("\n", block.lines()) + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the commands that make what a reader has already. */
    private void prepare(Block block) {
        block.comment()
                .lines()
                .filter(line -> line.startsWith(GIVEN))
                .map(line -> new ShellCommand(line.substring(GIVEN.length()).strip()))
                .forEach(given -> run(List.of(given), page.where(block)));
        if (block.comment().startsWith(GO_FILES)) {
            makeGoFiles(block.comment().substring(GO_FILES.length()).strip(), page.where(block));
        }
    }

    private void run(Exchange exchange, String block) {
        List<Outcome> started = run(List.of(exchange.command()), block);
        if (!started.isEmpty()) {
            requireShown(exchange.output(), started, block + ": " + exchange.command().text());
        }
    }

    private List<Outcome> run(List<ShellCommand> all, String block) {
        List<Outcome> started = new ArrayList<>();
        for (ShellCommand command : all) {
            String where = block + ": " + command.text();
            switch (command.kind()) {
                case SERVER -> started.add(Outcome.of(serve(command, where)));
                case LISTENER -> started.add(Outcome.of(start(command, client(command), where)));
                case WORKSHOP -> {} // DocumentedOptionsIT looks its options up
                case ENDS -> started.add(finish(command, where));
            }
        }
        return started;
    }

    /** Makes a directory as the Go server leaves it, with a message in each of two channels. */
    private void makeGoFiles(String directory, String where) {
        String store = "made-for-go";
        serve(
                new ShellCommand(
                        "bin/nats-streaming-server -cid ticketing -p 4222 -store file -dir "
                                + store),
                where);
        for (String channel : List.of("orders.paid", "tickets:created")) {
            finish(
                    new ShellCommand(
                            "bin/stanchion publish %s one --cluster ticketing".formatted(channel)),
                    where);
        }
        stopServer();
        finish(
                new ShellCommand(
                        "bin/stanchion export %s --format go --into %s"
                                .formatted(store, directory)),
                where);
    }

    private void stopServer() {
        if (server != null && server.isAlive()) {
            server.terminate();
            server.awaitExit();
        }
    }

    private Program serve(ShellCommand command, String where) {
        stopServer();
        String line = command.program();
        boolean namesPort =
                NAMES_A_PORT.matcher(line).find()
                        || NAMES_A_FILE
                                .matcher(line)
                                .results()
                                .anyMatch(file ->
                                        NAMES_A_PORT.matcher(content(file.group(2))).find());
        Program running = start(command, namesPort ? line : line + " -p 4222", where);
        running.awaitLine("Streaming Server is ready");
        server = running;
        return running;
    }

    private String content(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String client(ShellCommand command) {
        String line = command.program();
        boolean isForMonitoring = isQuestion(line) || line.startsWith("bin/stanchion admin ");
        if (isForMonitoring && !line.matches(".* --url[ =].*")) {
            return line + " --url http://127.0.0.1:8222";
        }
        boolean needsUrl =
                line.matches("bin/stanchion (publish|listen) .*")
                        && !line.matches(".* (--url|-u)[ =].*");
        return needsUrl ? line + " --url nats://127.0.0.1:4222" : line;
    }

    private static boolean isQuestion(String line) {
        return line.matches("bin/stanchion (why|findings|dashboard)( .*)?");
    }

    /**
     * A question succeeds if the server answers: also that something is wrong. A reader at a
     * terminal is asked whether to make a change, and agrees.
     */
    private Outcome finish(ShellCommand command, String where) {
        Outcome.Ended end = end(command, client(command), where);
        if (end.exitCode() == NOT_AGREED) {
            end = end(command, client(command) + " --yes", where);
        }
        boolean isAnswered = end.exitCode() == 3 && isQuestion(command.program());
        assertThat(end.exitCode() == 0 || isAnswered).as("%s%n%s", where, end).isTrue();
        return end;
    }

    private Outcome.Ended end(ShellCommand command, String line, String where) {
        if (isHosted(command)) {
            commands++;
            return host().run(arguments(withFreePorts(line), where));
        }
        Program program = start(command, line, where);
        int exitCode = program.awaitExit();
        return new Outcome.Ended(exitCode, program.output(), program.errors());
    }

    private static boolean isHosted(ShellCommand command) {
        return command.variables().isEmpty()
                && command.text().matches("bin/stanchion (admin|why|findings|publish) [^|;&<>]*");
    }

    private CommandHost host() {
        if (host == null) {
            host = new CommandHost(folder, variables());
        }
        return host;
    }

    /** Lets a shell split the line, as it does for a reader. */
    private List<String> arguments(String line, String where) {
        Program shell =
                programs.start(
                        where, folder, variables(), List.of("sh", "-c", "printf '%s\\n' " + line));
        assertThat(shell.awaitExit()).as("%s: %s", where, shell).isZero();
        return shell.output().subList(1, shell.output().size());
    }

    /**
     * Runs the command by a shell, which the program replaces, so that a signal for the shell
     * reaches the program.
     */
    private Program start(ShellCommand command, String line, String where) {
        commands++;
        String script = withFreePorts("exec env " + command.variables() + line);
        boolean isCompound = line.matches(".*[|;&<>].*") || line.startsWith("cd ");
        return programs.start(
                where,
                folder,
                variables(),
                List.of(
                        "sh",
                        "-c",
                        isCompound ? withFreePorts(command.variables() + line) : script));
    }

    private Map<String, String> variables() {
        return Map.of(
                "XDG_STATE_HOME",
                folder.resolve("state").toString(),
                "XDG_CONFIG_HOME",
                folder.resolve("config").toString(),
                "NATS_URL",
                "nats://127.0.0.1:" + freePort("4222"));
    }

    /** Each line that a page shows is a line of the output; … stands for any text. */
    private void requireShown(List<String> lines, List<Outcome> outcomes, String where) {
        for (String shown : lines) {
            if (!shown.isBlank()) {
                Pattern expected = pattern(withFreePorts(shown.strip()));
                Waiting.until(
                        where + ": something is shown, or nothing more will be",
                        () ->
                                isSaid(expected, outcomes)
                                        || outcomes.stream().noneMatch(Outcome::isAlive));
                assertThat(isSaid(expected, outcomes))
                        .as("%s shows \"%s\"; there is %s", where, shown, outcomes)
                        .isTrue();
            }
        }
    }

    private static boolean isSaid(Pattern expected, List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> Stream.of(outcome.output(), outcome.errors()))
                .flatMap(List::stream)
                .anyMatch(line -> expected.matcher(line.strip()).matches());
    }

    private static Pattern pattern(String shown) {
        return Pattern.compile(
                Stream.of(shown.split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")));
    }

    private String withFreePorts(String text) {
        Function<MatchResult, String> free = port -> freePort(port.group());
        return PORTS.matcher(text).replaceAll(free);
    }

    private String freePort(String port) {
        return ports.computeIfAbsent(port, first -> Integer.toString(FreePort.next()));
    }
}
