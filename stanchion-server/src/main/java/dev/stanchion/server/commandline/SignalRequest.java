package dev.stanchion.server.commandline;

import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.file.OperatorFile;
import dev.stanchion.server.values.BadValueException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The request of {@code -sl}: a signal and its target. Immutable. Source: {@code
 * spec/operations.md} 6.2.
 *
 * @param pid empty means the only running server
 */
public record SignalRequest(Command command, Optional<Long> pid) {
    /** The commands for a running server. */
    public enum Command {
        /** The server ends at once, without cleaning up. */
        STOP("KILL"),
        /** The server ends in good order, with exit code 0. */
        QUIT("INT"),
        /** The server ends in good order, with exit code 143. */
        TERM("TERM"),
        /** The server opens its log file again. */
        REOPEN("USR1"),
        /** The server reads its configuration file again. */
        RELOAD("HUP"),
        /** The server sends its clients away, one after the other. */
        LDM("USR2");

        private final String signal;

        Command(String signal) {
            this.signal = signal;
        }

        /** Returns the signal's name without SIG. */
        public String signal() {
            return signal;
        }

        private static Command named(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new BadValueException("unknown signal " + Quoted.quote(name)));
        }
    }

    /**
     * Reads {@code reopen}, {@code reopen=4711} or {@code reopen=/run/stanchion.pid}.
     *
     * @throws BadValueException with the text of the Go server
     */
    static SignalRequest parse(String text) {
        List<String> parts = List.of(text.split("=", -1));
        if (parts.size() > 2) {
            throw new BadValueException(
                    "invalid signal parameters: ["
                            + String.join(" ", parts.subList(2, parts.size()))
                            + "]");
        }
        Command command = Command.named(parts.getFirst());
        return parts.size() == 1 || parts.get(1).isEmpty()
                ? new SignalRequest(command, Optional.empty())
                : new SignalRequest(command, Optional.of(pid(parts.get(1))));
    }

    /** Reads a process ID: a number, or a file with a number and perhaps a line feed. */
    private static long pid(String target) {
        String number = target;
        String whyNoFile = "";
        try {
            number = OperatorFile.read(Path.of(target)).strip();
        } catch (FileOpenException e) {
            whyNoFile = e.reason(); // then the target is the number itself
        }
        if (!number.matches("[0-9]{1,9}") || Long.parseLong(number) == 0) {
            throw new BadValueException("invalid pid: " + number + remark(target, whyNoFile));
        }
        return Long.parseLong(number);
    }

    /** Returns the explanation of an error. Differs: the Go server shows only the target. */
    private static String remark(String target, String whyNoFile) {
        if (whyNoFile.isEmpty()) {
            return " (in the file " + target + ")";
        }
        boolean looksLikeAFile = target.contains("/") || target.contains(".");
        return looksLikeAFile
                ? " (expected: a process ID, or a file with one; " + whyNoFile + ")"
                : "";
    }
}
