package dev.stanchion.interop.core.client;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line tool {@code nats} as one test sees it: each command is a process, against a
 * shared server. Commands that still run end with the test. For the thread of one test.
 */
public final class NatsTool implements AutoCloseable {
    private static final String READY = "ready";

    private final Path executable;
    private final CoreServers servers;
    private final String testName;
    private final Programs programs = new Programs();
    private final List<Program> started = new CopyOnWriteArrayList<>();

    NatsTool(Path executable, CoreServers servers, String testName) {
        this.executable = executable;
        this.servers = servers;
        this.testName = testName;
    }

    /**
     * The end of a command.
     *
     * @param text the output on both streams
     */
    public record End(int exitCode, String text) {}

    /** Returns an unused subject that {@link Users#NAME} may use. */
    public String subject() {
        return Users.ALLOWED_SUBJECT + testName;
    }

    /** Returns the flags that trust the authority of the tests' servers. */
    public List<String> trusting() {
        return List.of("--tlsca", servers.certificates().authority().toString());
    }

    /** Returns the flags that show a certificate of that authority, and trust it. */
    public List<String> certified() {
        Certificates certificates = servers.certificates();
        List<String> flags = new ArrayList<>(trusting());
        flags.addAll(List.of("--tlscert", certificates.client().toString()));
        flags.addAll(List.of("--tlskey", certificates.clientKey().toString()));
        return flags;
    }

    /** Returns the address of a server as the tool takes it. */
    public String url(Setup setup) {
        return servers.get(setup).url();
    }

    /** Runs a command to its end. */
    public End run(Setup setup, String... arguments) {
        return run(setup, List.of(), arguments);
    }

    /** Runs a command to its end, with flags before it. */
    public End run(Setup setup, List<String> flags, String... arguments) {
        Program program = start(setup, flags, arguments);
        int exitCode = program.awaitExit();
        return new End(
                exitCode,
                Stream.concat(program.output().stream(), program.errors().stream())
                        .collect(Collectors.joining("\n")));
    }

    /** Starts a command that runs until the test ends. */
    public Program start(Setup setup, String... arguments) {
        return start(setup, List.of(), arguments);
    }

    private Program start(Setup setup, List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "-s", url(setup)));
        command.addAll(flags);
        command.addAll(List.of(arguments));
        // The contexts of the user who runs the tests must have no effect.
        String home = Project.work().resolve("nats-tool-home").toString();
        Program program =
                programs.start(
                        String.join(" ", arguments),
                        Project.work(),
                        Map.of("HOME", home, "XDG_CONFIG_HOME", home),
                        command);
        started.add(program);
        return program;
    }

    /**
     * Subscribes on the open server, and returns when messages arrive.
     *
     * @param reachedBy a subject that the subscription is about
     * @param arguments of {@code nats sub}
     */
    public Subscriber subscribe(String reachedBy, String... arguments) {
        Program program =
                start(
                        Setup.OPEN,
                        List.of(),
                        Stream.concat(Stream.of("sub"), Stream.of(arguments))
                                .toArray(String[]::new));
        Waiting.until(
                "nats sub receives",
                () -> {
                    run(Setup.OPEN, "pub", reachedBy, READY);
                    return program.output().contains(READY);
                });
        return new Subscriber(program);
    }

    /** Answers requests on the open server with them, and returns when it does. */
    public Program serveEcho(String subject) {
        Program program = start(Setup.OPEN, "reply", subject, "answer to {{ Request }}");
        Waiting.until(
                "nats reply answers",
                () -> run(Setup.OPEN, "req", subject, READY).text().contains("answer to " + READY));
        return program;
    }

    /**
     * A running {@code nats sub}.
     *
     * @param program with {@code --raw}, it prints only the messages
     */
    public record Subscriber(Program program) {
        /** Returns its output, except for the messages that show that it receives. */
        public List<String> received() {
            return program.output().stream().filter(line -> !line.equals(READY)).toList();
        }

        /** Waits until that is exactly this. */
        public void awaitExactly(String... lines) {
            Waiting.until(
                    "nats sub receives " + List.of(lines), () -> received().equals(List.of(lines)));
        }
    }

    /** Returns the output of the commands, for the report of a failure. */
    String transcript() {
        return started.stream().map(Program::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        programs.close();
    }
}
