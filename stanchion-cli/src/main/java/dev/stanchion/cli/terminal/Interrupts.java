package dev.stanchion.cli.terminal;

/** Ctrl-C and other requests to end, for a command. */
public interface Interrupts {
    /** Calls {@code action} if the process gets a request to end before the work is finished. */
    Work during(Runnable action);

    /** Work that must end in good order. */
    interface Work {
        /** Reports that the work has ended, with the exit code of the process. */
        void finished(int exitCode);
    }
}
