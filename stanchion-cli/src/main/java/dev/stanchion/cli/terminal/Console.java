package dev.stanchion.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes: results to one stream, remarks and problems to the other. Safe for use by
 * many threads; a line is never torn.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colored;
    private final boolean forPrograms;

    public Console(PrintStream out, PrintStream err, boolean colored) {
        this(out, err, colored, false);
    }

    private Console(PrintStream out, PrintStream err, boolean colored, boolean forPrograms) {
        this.out = out;
        this.err = err;
        this.colored = colored;
        this.forPrograms = forPrograms;
    }

    /** Returns one whose remarks and problems are lines of JSON, as its results are. */
    public Console forPrograms() {
        return new Console(out, err, false, true);
    }

    /**
     * Takes the process's own streams. They are UTF-8 whatever the locale says: payloads go through
     * unchanged, and a container without a locale still has a terminal that understands UTF-8.
     */
    public static Console ofProcess(Map<String, String> environment) {
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                wantsColors(environment, isTerminal()));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Returns whether the process reads from a terminal and writes to it. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again without a terminal
    public static boolean isTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Colours are for terminals that know them, and for people who have not declined them. */
    public static boolean wantsColors(Map<String, String> environment, boolean terminal) {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Writes a line of the result. */
    public void line(String text) {
        out.println(text);
    }

    /** Writes a remark, which is no part of the result. */
    public void remark(String text) {
        err.println(
                forPrograms ? new JsonLine().with("remark", text).end() : paint(Style.FAINT, text));
    }

    /** Writes a remark that should not be missed. */
    public void warning(String text) {
        err.println(
                forPrograms
                        ? new JsonLine().with("warning", text).end()
                        : paint(Style.WARNING, text));
    }

    /** Writes why something failed, and below it what helps. */
    public void problem(String what, String remedy) {
        if (forPrograms) {
            err.println(new JsonLine().with("error", what).with("remedy", remedy).end());
            return;
        }
        err.println(paint(Style.BAD, what));
        err.println(remedy);
    }

    /** Paints the text, or returns it as it is where there are no colours. */
    public String paint(Style style, String text) {
        return colored ? style.paint(text) : text;
    }

    public boolean isColored() {
        return colored;
    }

    /** Returns whether whoever read the result has gone, like {@code head} in a pipe. */
    public boolean isResultUnread() {
        return out.checkError();
    }

    /** For those who print whole pages. */
    public PrintStream out() {
        return out;
    }

    /** As {@link #out()}, for remarks. */
    public PrintStream err() {
        return err;
    }
}
