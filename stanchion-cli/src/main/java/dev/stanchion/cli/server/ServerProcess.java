package dev.stanchion.cli.server;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.server.Compatibility;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StartException;
import dev.stanchion.server.Version;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.log.LogOptions;
import dev.stanchion.server.log.ServerLog;
import dev.stanchion.server.log.SyslogException;
import dev.stanchion.transfer.TransferException;
import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is a server: understands its arguments, starts, waits for a signal, stops. */
final class ServerProcess {
    private static final int FAILED = 1;

    /** Set by the launchers: a JVM cannot tell whether stderr is a terminal. */
    private static final String TERMINAL_PROPERTY = "stanchion.stderr.terminal";

    private final PrintStream out;
    private final PrintStream err;

    ServerProcess(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Returns the exit code, when there is nothing more to do. */
    int run(String[] args, Dialect dialect) {
        Request request = read(args, dialect);
        if (request instanceof Request.Start start) {
            return logged(start.log(), log -> serve(start, List.of(args), dialect, log));
        }
        return end(request);
    }

    private int end(Request request) {
        return switch (request) {
            case Request.Print print -> print(print.text());
            case Request.Refuse refusal -> refuse(refusal);
            case Request.Fail fail -> logged(fail.log(), log -> fail(fail, log));
            case Request.Tested tested -> tested(tested);
            case Request.Tell tell -> new Signalling(err).send(tell.signal());
            case Request.Start ignored -> throw new AssertionError("a start does not end here");
        };
    }

    private static Request read(String[] args, Dialect dialect) {
        String natsVersion = NatsServerOptions.defaults().version();
        return ServerCommandLine.read(List.of(args), dialect, System.getenv(), natsVersion);
    }

    private int print(String text) {
        out.print(text);
        out.flush();
        return 0;
    }

    private int refuse(Request.Refuse refusal) {
        refusal.lines().forEach(err::println);
        print(refusal.usage());
        return refusal.exitCode();
    }

    private int tested(Request.Tested tested) {
        tested.lines().forEach(err::println);
        return 0;
    }

    private int logged(LogOptions options, Life life) {
        ServerLog log;
        try {
            log =
                    ServerLog.install(
                            options,
                            err,
                            Console.wantsColors(
                                    System.getenv(), Boolean.getBoolean(TERMINAL_PROPERTY)),
                            (socket, line) -> Datagrams.send(socket.toString(), line));
        } catch (FileOpenException e) {
            err.println(now() + " error opening file: " + e.getMessage());
            return FAILED;
        } catch (SyslogException e) {
            err.println(now() + " " + e.getMessage());
            return FAILED;
        }
        try (log) {
            return life.live(log);
        }
    }

    private static String now() {
        return DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT)
                .format(LocalDateTime.now(ZoneId.systemDefault()));
    }

    private static int fail(Request.Fail fail, ServerLog log) {
        logger().info(
                        "Starting nats-streaming-server[{}] version {}",
                        fail.clusterId(),
                        Version.stanchion());
        fail.hints().forEach(hint -> logger().warn(hint));
        switch (fail.failure()) {
            case Request.Failure.OfStreaming streaming ->
                    log.fatal("Failed to start: " + streaming.cause());
            case Request.Failure.OfCore core -> log.fatalInCore(core.line());
        }
        return FAILED;
    }

    private static int serve(
            Request.Start start, List<String> args, Dialect dialect, ServerLog log) {
        Request.Takeover takeover = start.takeover();
        if (takeover != null) {
            try {
                TakeoverAtStart.run(takeover, start.options()); // a signal may end it at any time
            } catch (TransferException e) {
                log.fatal("Failed to start: takeover: " + e.getMessage() + ". " + e.remedy());
                return FAILED;
            } catch (StoreException e) {
                log.fatal("Failed to start: takeover: " + e.getMessage());
                return FAILED;
            }
        }
        ServiceManager manager = ServiceManager.ofThisProcess();
        ProcessSignals signals = ProcessSignals.install(log);
        try (StanchionServer server = StanchionServer.start(start.options());
                PortsFile ports = PortsFile.write(server, start.portsDirectory())) {
            start.remarks().forEach(remark -> logger().warn(remark));
            if (start.options().compatibility() != Compatibility.STRICT) {
                signals.onLameDuck(gone -> server.lameDuck().thenRun(gone));
            }
            server.storeLost()
                    .thenAccept(why -> {
                        log.fatal("The store belongs to another server: " + why.getMessage());
                        signals.stopAfterFailure(FAILED);
                    });
            Reload reload =
                    new Reload(args, dialect, System.getenv(), server, start, ports, log, manager);
            signals.onReload(reload::run);
            server.reloadedBy(reload);
            PidFile.write(start.pidFile());
            logger().debug("Clients on this machine connect to {}", server.clientUrl());
            manager.ready();
            server.failure()
                    .thenAccept(why -> {
                        log.fatal(String.valueOf(why.getMessage()));
                        signals.stopAfterFailure(FAILED);
                    });
            int exitCode = signals.awaitStop();
            manager.stopping();
            return exitCode;
        } catch (StartException e) {
            return failed(e, log);
        } catch (FileOpenException e) {
            log.fatalInCore("Could not write pidfile: " + e.getMessage());
            return FAILED;
        }
    }

    private static int failed(StartException failure, ServerLog log) {
        switch (failure.part()) {
            case STREAMING -> log.fatal("Failed to start: " + failure.getMessage());
            case CORE -> log.fatalInCore(String.valueOf(failure.getMessage()));
        }
        return FAILED;
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(StanchionServer.class);
    }

    /** What happens while there is a log. */
    @FunctionalInterface
    private interface Life {
        int live(ServerLog log);
    }
}
