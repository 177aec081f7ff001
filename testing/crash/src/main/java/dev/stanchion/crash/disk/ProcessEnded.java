package dev.stanchion.crash.disk;

/**
 * The process that made this call has ended. Only code that runs processes may catch it. It is an
 * {@link Error}, so that nothing handles it on the way, and has no stack trace.
 */
public final class ProcessEnded extends Error {
    private static final long serialVersionUID = 1L;

    public ProcessEnded() {
        super("the process has ended", null, false, false);
    }
}
