package dev.stanchion.cli;

/** What the process ends with; documented in each help page. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** Of fsck: what was to be checked is damaged. */
    static final int DAMAGED = 3;

    private ExitCode() {}
}
