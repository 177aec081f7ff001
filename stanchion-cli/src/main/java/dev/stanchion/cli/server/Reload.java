package dev.stanchion.cli.server;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.server.Compatibility;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.ReloadPlan;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.log.LogChanges;
import dev.stanchion.server.log.LogOptions;
import dev.stanchion.server.log.ServerLog;
import dev.stanchion.server.log.SyslogException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    private final PortsFile ports;
    private ServerOptions options;
    private @Nullable Path pidFile;
    private @Nullable Path portsDirectory;

    Reload(
            List<String> arguments,
            Dialect dialect,
            Map<String, String> environment,
            StanchionServer server,
            Request.Start start,
            PortsFile ports,
            ServerLog log) {
        this.arguments = List.copyOf(arguments);
        this.dialect = dialect;
        this.environment = environment;
        this.server = server;
        this.options = start.options();
        this.pidFile = start.pidFile();
        this.ports = ports;
        this.portsDirectory = ports.directory();
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
            case Request.Start start -> take(start);
            case Request.Refuse refusal -> refusal.lines().forEach(Reload::failed);
            case Request.Fail fail ->
                    failed(
                            switch (fail.failure()) {
                                case Request.Failure.OfStreaming streaming -> streaming.cause();
                                case Request.Failure.OfCore core -> core.line();
                            });
            case Request.Print ignored -> {} // not with a line that has started a server
            case Request.Tested ignored -> {} // nor this
            case Request.Tell ignored -> {} // nor this
        }
    }

    private void take(Request.Start read) {
        boolean isStrict = options.compatibility() == Compatibility.STRICT;
        if (read.file().empty() && !isStrict) {
            failed("the configuration file is empty (expected: at least one key)");
            return;
        }
        ServerOptions wanted = isStrict ? read.options() : withUsers(read);
        ReloadPlan plan = server.planReload(wanted);
        if (!plan.refusals().isEmpty()) {
            plan.refusals().forEach(Reload::failed);
            return;
        }
        LogOptions before = log.options();
        LogOptions after =
                read.log().withDetails(before.streaming(), read.log().core(), read.log().levels());
        try {
            log.become(after);
            server.reload(wanted);
        } catch (TlsException | ConfigurationException | FileOpenException | SyslogException e) {
            log.become(before);
            failed(String.valueOf(e.getMessage()));
            return;
        }
        options = wanted;
        LogChanges.between(before, after).forEach(Reload::done);
        plan.changes().forEach(Reload::done);
        takePidFile(read.pidFile());
        takePortsDirectory(read.portsDirectory());
        if (!plan.unchanged().isEmpty()) {
            LOG.warn(
                    "Reload: the streaming part stays as it started: {}; restart to change it",
                    String.join(", ", plan.unchanged()));
        }
        CORE.info("Reloaded server configuration");
    }

    /**
     * Keeps the users if the file does not mention authorization. An operator who wants to admit
     * all clients writes so. Lines that are missing may be missing by accident.
     */
    private ServerOptions withUsers(Request.Start read) {
        Authentication before = options.security().authentication();
        NatsSecurity after = read.options().security();
        boolean wouldOpen = before.isRequired() && !after.authentication().isRequired();
        if (!wouldOpen || read.file().aboutUsers()) {
            return read.options();
        }
        LOG.warn(
                "Reload: the configuration file has no authorization: users and permissions stay as"
                        + " they are; write \"authorization {}\" to admit all clients");
        return read.options().toBuilder().security(after.withAuthentication(before)).build();
    }

    /** All else has been taken by then, so it only warns. */
    private void takePidFile(@Nullable Path file) {
        if (Objects.equals(pidFile, file)) {
            return;
        }
        pidFile = file;
        try {
            PidFile.write(file);
            done("pid_file = " + (file == null ? "" : file));
        } catch (FileOpenException e) {
            CORE.warn("Reload: could not write pidfile: {}", e.getMessage());
        }
    }

    private void takePortsDirectory(@Nullable Path directory) {
        if (!Objects.equals(portsDirectory, directory)) {
            portsDirectory = directory;
            ports.moveTo(directory);
            done("ports_file_dir = " + (directory == null ? "" : directory));
        }
    }

    private static void done(String change) {
        CORE.info("Reloaded: {}", change);
    }

    private static void failed(String why) {
        LOG.error("Reload: {}", why);
    }
}
