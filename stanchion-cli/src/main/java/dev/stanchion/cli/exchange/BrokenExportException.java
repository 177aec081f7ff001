package dev.stanchion.cli.exchange;

/** A file is no export, or not a whole one. */
public final class BrokenExportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenExportException(long line, String what) {
        super("line " + line + ": " + what);
    }

    /** Makes an error of the whole file. */
    public BrokenExportException(String what) {
        super(what);
    }
}
