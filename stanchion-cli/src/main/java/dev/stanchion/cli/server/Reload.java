package dev.stanchion.cli.server;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.ReloadPlan;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.Request;
import dev.stanchion.server.flags.ServerCommandLine;
import dev.stanchion.server.log.LogChanges;
import dev.stanchion.server.log.LogOptions;
import dev.stanchion.server.log.ServerLog;
import dev.stanchion.server.log.SyslogException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGHUP does: reads the command line and its files again, and takes what may change while the
 * server runs. Whatever is wrong, the server goes on as it was, and the log says why ({@code
 * spec/operations.md} 6.3). Called by one thread at a time.
 */
final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(StanchionServer.class);
    private static final Logger CORE = LoggerFactory.getLogger(NatsServer.class);

    private final List<String> arguments;
    private final Dialect dialect;
    private final Map<String, String> environment;
    private final StanchionServer server;
    private final ServerLog log;
    private ServerOptions inForce;

    Reload(
            List<String> arguments,
            Dialect dialect,
            Map<String, String> environment,
            StanchionServer server,
            ServerOptions started,
            ServerLog log) {
        this.arguments = List.copyOf(arguments);
        this.dialect = dialect;
        this.environment = environment;
        this.server = server;
        this.inForce = started;
        this.log = log;
    }

    synchronized void run() {
        if (!ServerCommandLine.namesAFile(arguments, dialect)) {
            LOG.error(
                    "Reload: can only reload config when a file is provided using -c or --config");
            return;
        }
        String natsVersion = NatsServerOptions.defaults().version();
        switch (ServerCommandLine.read(arguments, dialect, environment, natsVersion)) {
            case Request.Start start -> take(start.options(), start.log());
            case Request.Refuse refusal -> refusal.lines().forEach(Reload::failed);
            case Request.Fail fail ->
                    failed(
                            switch (fail.failure()) {
                                case Request.Failure.OfStreaming streaming -> streaming.cause();
                                case Request.Failure.OfCore core -> core.line();
                            });
            case Request.Print ignored -> {} // not with a line that has started a server
            case Request.Tell ignored -> {} // nor this
        }
    }

    private void take(ServerOptions read, LogOptions readLog) {
        ReloadPlan plan = ReloadPlan.between(inForce, read);
        if (!plan.refusals().isEmpty()) {
            plan.refusals().forEach(Reload::failed);
            return;
        }
        LogOptions before = log.options();
        LogOptions after =
                readLog.withDetails(before.streaming(), readLog.core(), readLog.levels());
        try {
            server.reload(plan.security());
            log.become(after);
        } catch (TlsException | ConfigurationException | FileOpenException | SyslogException e) {
            failed(String.valueOf(e.getMessage()));
            return;
        }
        inForce = read;
        LogChanges.between(before, after).forEach(change -> CORE.info("Reloaded: {}", change));
        plan.changes().forEach(change -> CORE.info("Reloaded: {}", change));
        CORE.info("Reloaded server configuration");
    }

    private static void failed(String why) {
        LOG.error("Reload: {}", why);
    }
}
