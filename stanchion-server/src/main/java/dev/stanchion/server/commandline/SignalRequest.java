package dev.stanchion.server.commandline;

import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.file.OperatorFile;
import dev.stanchion.server.values.BadValueException;
import dev.stanchion.server.values.GoQuoted;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code -sl} asks for: which signal, and for whom. Immutable. Source: {@code
 * spec/operations.md} 6.2.
 *
 * @param pid empty means whichever server runs
 */
public record SignalRequest(Command command, Optional<Long> pid) {
    /** What a server can be told. */
    public enum Command {
        /** To end at once, without cleaning up. */
        STOP("KILL"),
        /** To end in good order, with exit code 0. */
        QUIT("INT"),
        /** To end in good order, with exit code 143. */
        TERM("TERM"),
        /** To open its log file again. */
        REOPEN("USR1"),
        /** To read its configuration file again. */
        RELOAD("HUP"),
        /** To let its clients go to others, one after the other. */
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
                            () -> new BadValueException("unknown signal " + GoQuoted.quote(name)));
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

    /** A number, or a file that holds one and perhaps a line feed behind it. */
    private static long pid(String target) {
        String number = target;
        String whyNoFile = "";
        try {
            number = OperatorFile.read(Path.of(target)).strip();
        } catch (FileOpenException e) {
            whyNoFile = e.reason(); // then it is the number itself
        }
        if (!number.matches("[0-9]{1,9}") || Long.parseLong(number) == 0) {
            throw new BadValueException("invalid pid: " + number + remark(target, whyNoFile));
        }
        return Long.parseLong(number);
    }

    /** Differs: the Go server says no more than the number, be it a file or not. */
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
