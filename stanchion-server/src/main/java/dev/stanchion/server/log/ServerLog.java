package dev.stanchion.server.log;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The log of a server process. It takes over {@code java.util.logging}, to which SLF4J is bound, so
 * at most one is installed at a time.
 *
 * <p>Safe for use by many threads.
 */
public final class ServerLog implements AutoCloseable {
    private final OutputStream stderr;
    private final boolean terminal;
    private final LocalDatagrams datagrams;
    private final LineOutput output;

    /**
     * The loggers with levels. Keeps references, because the log manager forgets the level of an
     * unreferenced logger.
     */
    private final List<Logger> loggers = new ArrayList<>();

    private LogOptions options;

    private ServerLog(
            LogOptions options, OutputStream stderr, boolean terminal, LocalDatagrams datagrams) {
        this.stderr = stderr;
        this.terminal = terminal;
        this.datagrams = datagrams;
        this.options = options;
        this.output = new LineOutput(new LogFilter(options), sinkFor(options));
    }

    /**
     * Installs a log. From now on all log lines go to the destination of the options, in the
     * server's form.
     *
     * @param stderr the default destination; stays open
     * @param terminal whether stderr is a terminal, so that levels are coloured
     * @param datagrams the way to this machine's syslog
     * @throws dev.stanchion.server.file.FileOpenException if the log file cannot be opened; nothing
     *     changes then
     * @throws SyslogException if the syslog cannot be reached; nothing changes then
     */
    public static ServerLog install(
            LogOptions options, OutputStream stderr, boolean terminal, LocalDatagrams datagrams) {
        ServerLog log = new ServerLog(options, stderr, terminal, datagrams);
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(log.output);
        log.output.setLevel(Level.ALL);
        log.setLevels();
        return log;
    }

    /** Installs a log without a way to a syslog that expects datagrams. */
    public static ServerLog install(LogOptions options, OutputStream stderr, boolean terminal) {
        return install(options, stderr, terminal, LocalDatagrams.NONE);
    }

    private Sink sinkFor(LogOptions wanted) {
        long pid = ProcessHandle.current().pid();
        Destination destination = wanted.destination();
        if (destination instanceof Destination.Syslog syslog) {
            return syslog(syslog, pid);
        }
        if (destination instanceof Destination.File(var path, var limit)) {
            return new FileSink(
                    path, limit, format(wanted, pid, false), new LocalClock(Clock.systemUTC()));
        }
        return new StreamSink(stderr, format(wanted, pid, terminal));
    }

    private Sink syslog(Destination.Syslog wanted, long pid) {
        ZoneId zone = ZoneId.systemDefault();
        return switch (wanted) {
            case Destination.LocalSyslog ignored ->
                    new SyslogSink(
                            SyslogPeer.ofThisMachine(datagrams),
                            new SyslogLine(SyslogLine.DAEMON, "", pid, zone));
            case Destination.RemoteSyslog(var url) ->
                    new SyslogSink(
                            SyslogPeer.at(url),
                            new SyslogLine(SyslogLine.NONE, hostName(), pid, zone));
        };
    }

    private static Formatter format(LogOptions wanted, long pid, boolean colours) {
        return switch (wanted.shape()) {
            case TEXT -> new LineFormat(pid, wanted.timestamps(), colours, TimeZone.getDefault());
            case JSON -> new JsonFormat(pid);
        };
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /**
     * Sets the levels of the loggers. They let everything through that may be needed; {@link
     * LogFilter} decides.
     */
    private void setLevels() {
        loggers.forEach(logger -> logger.setLevel(null));
        loggers.clear();
        setLevel(Layer.ROOT, levelFor(options.streaming()));
        setLevel(Layer.ROOT + ".nats", levelFor(options.core()));
        setLevel(Layer.ROOT + ".server.monitoring", levelFor(options.core()));
        options.levels()
                .forEach((component, level) ->
                        component.packages().forEach(name -> setLevel(name, level.level())));
    }

    private void setLevel(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        loggers.add(logger);
    }

    /**
     * Returns the lowest level that may be needed. {@link LogFilter} drops debug lines if only
     * traces are on.
     */
    private static Level levelFor(LogOptions.Detail detail) {
        if (detail.trace()) {
            return Level.FINEST;
        }
        return detail.debug() ? Level.FINE : Level.INFO;
    }

    /**
     * Changes the options.
     *
     * @throws dev.stanchion.server.file.FileOpenException if a new log file cannot be opened;
     *     nothing changes then
     * @throws SyslogException if a new syslog cannot be reached; nothing changes then
     */
    public synchronized void become(LogOptions wanted) {
        boolean staysWhereItIs =
                wanted.destination().equals(options.destination())
                        && wanted.shape() == options.shape()
                        && wanted.timestamps() == options.timestamps();
        Sink sink = staysWhereItIs ? output.sink() : sinkFor(wanted);
        options = wanted;
        output.become(new LogFilter(wanted), sink);
        setLevels();
    }

    /** Returns the current options. */
    public synchronized LogOptions options() {
        return options;
    }

    /** Logs why the streaming server cannot start or continue. The process should exit with 1. */
    public void fatal(String text) {
        Logger.getLogger(Layer.ROOT).log(LineLevel.FATAL_LEVEL, text);
    }

    /** Logs why the NATS server cannot start or continue. The process should exit with 1. */
    public void fatalInCore(String text) {
        Logger.getLogger(Layer.ROOT + ".nats").log(LineLevel.FATAL_LEVEL, text);
    }

    /**
     * Opens the log file by its name again, after a tool has moved it.
     *
     * @return false if the log does not go to a file
     * @throws dev.stanchion.server.file.FileOpenException if it cannot be opened; the log continues
     *     as before
     */
    public boolean reopen() {
        return output.reopen();
    }

    /** Closes the log file and removes the server's form. Idempotent. */
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
