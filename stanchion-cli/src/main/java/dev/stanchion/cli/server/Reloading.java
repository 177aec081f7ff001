package dev.stanchion.cli.server;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.flags.Reload;
import dev.stanchion.server.flags.Request;
import dev.stanchion.server.log.ServerLog;
import dev.stanchion.server.log.SyslogException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the server runs: SIGHUP. Whatever is wrong, the server goes
 * on as before. Source: {@code spec/operations.md} 6.3. Called by one thread at a time.
 */
final class Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(StanchionServer.class);
    private static final Logger CORE = LoggerFactory.getLogger(NatsServer.class);
    private static final String NO_FILE =
            "can only reload config when a file is provided using -c or --config";

    private final Request.Start running;
    private final Supplier<Request> again;
    private final ServerLog log;
    private final ServiceManager manager;

    /**
     * @param again understands the command line once more, with what files say now
     */
    Reloading(
            Request.Start running, Supplier<Request> again, ServerLog log, ServiceManager manager) {
        this.running = running;
        this.again = again;
        this.log = log;
        this.manager = manager;
    }

    synchronized void reload() {
        manager.reloading();
        Reload reload =
                running.fromFile()
                        ? Reload.between(log.options(), running, again.get())
                        : new Reload.Refused(NO_FILE);
        switch (reload) {
            case Reload.Refused refused -> LOG.error("Reload: {}", refused.why());
            case Reload.Accepted accepted -> accept(accepted);
        }
        manager.ready();
    }

    private void accept(Reload.Accepted accepted) {
        try {
            log.become(accepted.log());
        } catch (FileOpenException | SyslogException e) {
            LOG.error("Reload: {}", e.getMessage());
            return;
        }
        accepted.changes().forEach(change -> CORE.info("Reloaded: {}", change));
        CORE.info("Reloaded server configuration");
    }
}
