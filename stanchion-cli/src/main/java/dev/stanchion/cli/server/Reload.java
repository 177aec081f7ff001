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
import dev.stanchion.server.api.Reloader;
import dev.stanchion.server.api.Setting;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.log.LogChanges;
import dev.stanchion.server.log.LogOptions;
import dev.stanchion.server.log.ServerLog;
import dev.stanchion.server.log.SyslogException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGHUP does, and an administrator through the API: reads the command line and its files
 * again, and takes what may change while the server runs. Whatever is wrong, the server goes on as
 * it was, and the log says why ({@code spec/operations.md} 6.3). Safe for use by many threads.
 */
final class Reload implements Reloader {
    private static final Logger LOG = LoggerFactory.getLogger(StanchionServer.class);
    private static final Logger CORE = LoggerFactory.getLogger(NatsServer.class);

    private final List<String> arguments;
    private final Dialect dialect;
    private final Map<String, String> environment;
    private final StanchionServer server;
    private final ServerLog log;
    private final PortsFile ports;
    private final ServiceManager manager;
    private final ReloadStates states = new ReloadStates();
    private ServerOptions options;
    private Supplier<List<Setting>> settings;
    private @Nullable Path pidFile;
    private @Nullable Path portsDirectory;

    Reload(
            List<String> arguments,
            Dialect dialect,
            Map<String, String> environment,
            StanchionServer server,
            Request.Start start,
            PortsFile ports,
            ServerLog log,
            ServiceManager manager) {
        this.arguments = List.copyOf(arguments);
        this.dialect = dialect;
        this.environment = environment;
        this.server = server;
        this.options = start.options();
        this.settings = start.settings()::list;
        this.pidFile = start.pidFile();
        this.ports = ports;
        this.portsDirectory = ports.directory();
        this.log = log;
        this.manager = manager;
    }

    /** The result of reading the command line and the files that it names. */
    private sealed interface Reading {
        /** Nobody can take it; each reason is a line. */
        record Wrong(List<String> reasons) implements Reading {}

        /** A server could have started with it; this one perhaps cannot change to all of it. */
        record Sound(Request.Start read, ServerOptions wanted, LogOptions log, Plan plan)
                implements Reading {}
    }

    /** Does what SIGHUP does. */
    void run() {
        reload(Optional.empty());
    }

    @Override
    public synchronized List<Setting> settings() {
        return settings.get();
    }

    @Override
    public synchronized Outcome plan() {
        return switch (read()) {
            case Reading.Wrong(List<String> reasons) -> new Outcome.Wrong(reasons);
            case Reading.Sound sound -> new Outcome.Planned(sound.plan());
        };
    }

    @Override
    public synchronized Outcome reload(Optional<String> state) {
        manager.reloading();
        try {
            return switch (read()) {
                case Reading.Wrong(List<String> reasons) -> failed(reasons);
                case Reading.Sound sound -> taken(sound, state);
            };
        } finally {
            manager.ready();
        }
    }

    private Outcome taken(Reading.Sound sound, Optional<String> state) {
        Plan plan = sound.plan();
        if (state.isPresent() && !state.get().equals(plan.state())) {
            return new Outcome.Planned(plan);
        }
        if (!plan.refusals().isEmpty()) {
            failed(plan.refusals());
            return new Outcome.Planned(plan);
        }
        plan.remarks().forEach(remark -> LOG.warn("Reload: {}", remark));
        LogOptions before = log.options();
        try {
            log.become(sound.log());
            server.reload(sound.wanted());
        } catch (TlsException | ConfigurationException | FileOpenException | SyslogException e) {
            log.become(before);
            return failed(List.of(String.valueOf(e.getMessage())));
        }
        options = sound.wanted();
        List<Setting> inEffect =
                SettingsAfterReload.of(
                        settings(), sound.read().settings().list(), keepsUsers(sound));
        settings = () -> inEffect;
        plan.changes().forEach(change -> CORE.info("Reloaded: {}", change));
        takePidFile(sound.read().pidFile());
        takePortsDirectory(sound.read().portsDirectory());
        if (!plan.unchanged().isEmpty()) {
            LOG.warn(
                    "Reload: the streaming part stays as it started: {}; restart to change it",
                    String.join(", ", plan.unchanged()));
        }
        CORE.info("Reloaded server configuration");
        return new Outcome.Done(plan);
    }

    /** Returns whether the users stay although the file has none. */
    private static boolean keepsUsers(Reading.Sound sound) {
        return !sound.wanted().security().equals(sound.read().options().security());
    }

    private Reading read() {
        if (!ServerCommandLine.namesAFile(arguments, dialect)) {
            return wrong("can only reload config when a file is provided using -c or --config");
        }
        String natsVersion = NatsServerOptions.defaults().version();
        return switch (ServerCommandLine.read(arguments, dialect, environment, natsVersion)) {
            case Request.Start start -> compared(start);
            case Request.Refuse refusal -> new Reading.Wrong(refusal.lines());
            case Request.Fail fail -> wrong(fail.failure().text());
            case Request.Print ignored -> notAStart();
            case Request.Tested ignored -> notAStart();
            case Request.Tell ignored -> notAStart();
        };
    }

    private static Reading wrong(String reason) {
        return new Reading.Wrong(List.of(reason));
    }

    private static Reading notAStart() {
        throw new AssertionError("these arguments have started a server");
    }

    private Reading compared(Request.Start read) {
        boolean isStrict = options.compatibility() == Compatibility.STRICT;
        if (read.file().empty() && !isStrict) {
            return wrong("the configuration file is empty (expected: at least one key)");
        }
        List<String> remarks = new ArrayList<>();
        ServerOptions wanted = isStrict ? read.options() : withUsers(read, remarks);
        try {
            wanted.security().tls().requireUsable();
        } catch (TlsException e) {
            return wrong(String.valueOf(e.getMessage()));
        }
        ReloadPlan plan = server.planReload(wanted);
        LogOptions before = log.options();
        LogOptions after =
                read.log().withDetails(before.streaming(), read.log().core(), read.log().levels());
        List<String> changes = new ArrayList<>(LogChanges.between(before, after));
        changes.addAll(plan.changes());
        addIfOther(changes, "pid_file", pidFile, read.pidFile());
        addIfOther(changes, "ports_file_dir", portsDirectory, read.portsDirectory());
        return new Reading.Sound(
                read,
                wanted,
                after,
                states.named(
                        wanted, new Plan("", changes, plan.refusals(), plan.unchanged(), remarks)));
    }

    private static void addIfOther(
            List<String> changes, String option, @Nullable Path before, @Nullable Path after) {
        if (!Objects.equals(before, after)) {
            changes.add(option + " = " + (after == null ? "" : after));
        }
    }

    /**
     * Keeps the users if the file does not mention authorization. An operator who wants to admit
     * all clients writes so. Lines that are missing may be missing by accident.
     */
    private ServerOptions withUsers(Request.Start read, List<String> remarks) {
        Authentication before = options.security().authentication();
        NatsSecurity after = read.options().security();
        boolean wouldOpen = before.isRequired() && !after.authentication().isRequired();
        if (!wouldOpen || read.file().aboutUsers()) {
            return read.options();
        }
        remarks.add(
                "the configuration file has no authorization: users and permissions stay as they"
                        + " are; write \"authorization {}\" to admit all clients");
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
        } catch (FileOpenException e) {
            CORE.warn("Reload: could not write pidfile: {}", e.getMessage());
        }
    }

    private void takePortsDirectory(@Nullable Path directory) {
        if (!Objects.equals(portsDirectory, directory)) {
            portsDirectory = directory;
            ports.moveTo(directory);
        }
    }

    private static Outcome failed(List<String> reasons) {
        reasons.forEach(why -> LOG.error("Reload: {}", why));
        return new Outcome.Wrong(reasons);
    }
}
