package dev.stanchion.cli.server;

import dev.stanchion.server.commandline.SignalRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Sends a signal to a server that runs: {@code -sl}. Differs: with no PID it finds the server,
 * where the Go server finds nothing on Linux.
 */
final class Signalling {
    private static final int FAILED = 1;
    private static final String NAME = "nats-streaming-server";

    private final PrintStream err;

    Signalling(PrintStream err) {
        this.err = err;
    }

    /** Returns the exit code; says on stderr why it is not 0. */
    int send(SignalRequest request) {
        List<Long> pids = request.pid().map(List::of).orElseGet(Signalling::running);
        if (pids.isEmpty()) {
            return problem("no " + NAME + " processes running");
        }
        if (pids.size() > 1) {
            return problem(
                    "multiple "
                            + NAME
                            + " processes running:\n"
                            + pids.stream().map(String::valueOf).collect(Collectors.joining("\n")));
        }
        long pid = pids.getFirst();
        if (ProcessHandle.of(pid).isEmpty()) {
            return problem("no such process");
        }
        return kill(request.command().signal(), pid);
    }

    /** By what the launchers put on the command line; another user's is not seen. */
    private static List<Long> running() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .filter(process -> isServer(process.info().commandLine().orElse("")))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    private static boolean isServer(String commandLine) {
        boolean isByOldName = commandLine.contains(" -Dstanchion.name=" + NAME + " ");
        boolean isByNewName =
                commandLine.contains(" -Dstanchion.name=stanchion ")
                        && commandLine.matches(".* dev\\.stanchion\\.cli\\.Stanchion server( .*)?");
        return (isByOldName || isByNewName) && !commandLine.matches(".* --?(sl|signal)[ =].*");
    }

    /**
     * Returns the JDK itself can send two signals only; every shell can, where no program kill may
     * be.
     */
    private int kill(String signal, long pid) {
        try {
            Process kill =
                    new ProcessBuilder(
                                    "sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid))
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            return kill.waitFor() == 0 ? 0 : problem(reason(said));
        } catch (IOException e) {
            return problem("cannot send SIG" + signal + ": there is no shell here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /**
     * {@code sh: 1: kill: Operation not permitted} or {@code sh: line 1: kill: (4711) - Operation
     * not permitted} as the Go server says it.
     */
    private static String reason(String said) {
        return said.replaceFirst("(?s).*(: | - )", "").strip().toLowerCase(Locale.ROOT);
    }

    private int problem(String text) {
        err.println(text);
        return FAILED;
    }
}
