package dev.stanchion.cli;

/** The exit codes, which each help page documents. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** fsck: the store is damaged. */
    static final int DAMAGED = 3;

    private ExitCode() {}
}
