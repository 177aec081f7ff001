package dev.stanchion.cli;

/** Ctrl-C and its relatives, as a command sees them. */
interface Interrupts {
    /** Calls {@code action} if the process is asked to end while the work is not finished. */
    Work during(Runnable action);

    /** Something that deserves to end in order. */
    interface Work {
        /** Says that it has ended, and with which exit code the process may end. */
        void finished(int exitCode);
    }
}
