package dev.stanchion.server.log;

import dev.stanchion.server.file.FileOpenException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The log of a process that is a server. It takes {@code java.util.logging} over, which SLF4J is
 * bound to there, so at most one is installed at a time.
 *
 * <p>Safe for use by many threads.
 */
public final class ServerLog implements AutoCloseable {
    private static final String STREAMING = Layer.ROOT;
    private static final String NATS = Layer.ROOT + ".nats";
    private static final String MONITORING = Layer.ROOT + ".server.monitoring";

    private final LineOutput output;
    private final Logger streaming = Logger.getLogger(STREAMING);

    /** Held, because the log manager forgets the level of a logger that nobody holds. */
    private final List<Logger> core = List.of(Logger.getLogger(NATS), Logger.getLogger(MONITORING));

    private ServerLog(LineOutput output) {
        this.output = output;
    }

    /**
     * Sends everything that is logged from now on to where the options say, in the server's form.
     *
     * @param stderr used unless the options name a file; stays open
     * @param terminal whether stderr is a terminal, so that levels are coloured
     * @throws FileOpenException if the log file cannot be opened; nothing has changed then
     */
    public static ServerLog install(LogOptions options, OutputStream stderr, boolean terminal) {
        boolean colours = terminal && options.file() == null;
        LineFormat format =
                new LineFormat(
                        ProcessHandle.current().pid(),
                        options.timestamps(),
                        colours,
                        ZoneId.systemDefault());
        ServerLog log = new ServerLog(new LineOutput(options, format, stderr));
        log.takeOver(options);
        return log;
    }

    private void takeOver(LogOptions options) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(output);
        streaming.setLevel(levelFor(options.streaming()));
        core.forEach(logger -> logger.setLevel(levelFor(options.core())));
        output.setLevel(Level.ALL);
    }

    /** The lowest that may be wanted; {@link LineOutput} drops debugging if only traces are. */
    private static Level levelFor(LogOptions.Detail detail) {
        if (detail.trace()) {
            return Level.FINEST;
        }
        return detail.debug() ? Level.FINE : Level.INFO;
    }

    /** Says why the streaming server cannot start or go on; the process should end with 1. */
    public void fatal(String text) {
        streaming.log(LineLevel.FATAL_LEVEL, text);
    }

    /** Says why the NATS server cannot start or go on; the process should end with 1. */
    public void fatalInCore(String text) {
        core.getFirst().log(LineLevel.FATAL_LEVEL, text);
    }

    /**
     * Opens the log file by its name again, after a tool has moved it.
     *
     * @return false if the log does not go to a file
     * @throws FileOpenException if it cannot be opened; the log goes on as before
     */
    public boolean reopen() {
        return output.reopen();
    }

    /** Closes the log file and takes the server's form away. Idempotent. */
    @Override
    public void close() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler == output) {
                root.removeHandler(handler);
            }
        }
        output.close();
    }
}
