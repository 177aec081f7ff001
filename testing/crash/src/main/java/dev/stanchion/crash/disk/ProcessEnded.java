package dev.stanchion.crash.disk;

/**
 * The process that made this call is gone. Not for anybody to catch but those who run processes: an
 * {@link Error}, so that nothing handles it on the way, and without a stack trace.
 */
public final class ProcessEnded extends Error {
    private static final long serialVersionUID = 1L;

    public ProcessEnded() {
        super("the process has ended", null, false, false);
    }
}
