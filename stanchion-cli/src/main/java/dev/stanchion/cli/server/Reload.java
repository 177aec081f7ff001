package dev.stanchion.cli.server;

import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.ReloadPlan;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.Request;
import dev.stanchion.server.flags.ServerCommandLine;
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

    private final List<String> arguments;
    private final Dialect dialect;
    private final Map<String, String> environment;
    private final StanchionServer server;
    private ServerOptions inForce;

    Reload(
            List<String> arguments,
            Dialect dialect,
            Map<String, String> environment,
            StanchionServer server,
            ServerOptions started) {
        this.arguments = List.copyOf(arguments);
        this.dialect = dialect;
        this.environment = environment;
        this.server = server;
        this.inForce = started;
    }

    synchronized void run() {
        if (!ServerCommandLine.namesAFile(arguments, dialect)) {
            LOG.error(
                    "Reload: can only reload config when a file is provided using -c or --config");
            return;
        }
        String natsVersion = NatsServerOptions.defaults().version();
        switch (ServerCommandLine.read(arguments, dialect, environment, natsVersion)) {
            case Request.Start start -> take(start.options());
            case Request.Refuse refusal -> refusal.lines().forEach(Reload::failed);
            case Request.Fail fail ->
                    failed(
                            switch (fail.failure()) {
                                case Request.Failure.OfStreaming streaming -> streaming.cause();
                                case Request.Failure.OfCore core -> core.line();
                            });
            case Request.Print ignored -> {} // not with a line that has started a server
        }
    }

    private void take(ServerOptions read) {
        ReloadPlan plan = ReloadPlan.between(inForce, read);
        if (!plan.refusals().isEmpty()) {
            plan.refusals().forEach(Reload::failed);
            return;
        }
        try {
            server.reload(plan.security());
        } catch (TlsException | ConfigurationException e) {
            failed(String.valueOf(e.getMessage()));
            return;
        }
        inForce = read;
        plan.changes().forEach(change -> LOG.info("Reloaded: {}", change));
        LOG.info("Reloaded server configuration");
    }

    private static void failed(String why) {
        LOG.error("Reload: {}", why);
    }
}
