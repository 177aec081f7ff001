package dev.stanchion.simulation;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Takes the engine's log, which is long in a simulation, and keeps only reports of bugs. Each
 * thread has its own, because a simulation runs on one thread.
 */
public final class LoggedBugs extends Handler implements Seams.BugReports, AutoCloseable {
    private final Logger engineLog = Logger.getLogger("dev.stanchion.engine");
    private final ThreadLocal<Queue<Throwable>> bugs = ThreadLocal.withInitial(ArrayDeque::new);

    public LoggedBugs() {
        engineLog.setUseParentHandlers(false);
        engineLog.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        boolean tellsOfBug = line.getMessage().startsWith("Bug ");
        if (tellsOfBug && line.getThrown() != null) {
            bugs.get().add(line.getThrown());
        }
    }

    @Override
    public Optional<Throwable> next() {
        return Optional.ofNullable(bugs.get().poll());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        engineLog.removeHandler(this);
        engineLog.setUseParentHandlers(true);
    }
}
