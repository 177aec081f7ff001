package dev.stanchion.server.api;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.nats.auth.CredentialVerifier;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.Gate;
import dev.stanchion.server.api.access.HostGuard;
import dev.stanchion.server.api.access.ReadOnlyMode;
import dev.stanchion.server.api.access.Sessions;
import dev.stanchion.server.api.access.StartToken;
import dev.stanchion.server.api.audit.Audit;
import dev.stanchion.server.api.job.Jobs;
import dev.stanchion.server.api.live.OpenStreams;
import dev.stanchion.server.api.live.Samplers;
import dev.stanchion.server.http.Api;
import dev.stanchion.server.http.Later;
import dev.stanchion.server.http.Router;
import dev.stanchion.server.monitoring.Access;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API of one server, put together. Safe for use by many threads. */
public final class ApiOfServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiOfServer.class);
    private static final int REQUEST_ID_BYTES = 8;

    private final AdminOptions options;
    private final SecureRandom random = new SecureRandom();
    private final Audit audit;
    private final Gate gate;
    private final ConfigurationResource configuration;
    private final Router<Operation> routes;
    private final ManagementApi api;
    private @Nullable StartToken token;

    /**
     * What the API needs of its server.
     *
     * @param name of the server
     * @param hostNames by which browsers may call the server, besides its addresses
     * @param monitoring who may see the pages
     * @param limits of a channel
     * @param encrypts whether the store encrypts messages
     */
    public record Surroundings(
            String name,
            List<String> hostNames,
            Access monitoring,
            CredentialVerifier verifier,
            ObservedServer server,
            ObservedEngine engine,
            ObservedGroup group,
            Supplier<Policies> policies,
            Function<String, LimitsRule> limits,
            Machine machine,
            boolean encrypts,
            LongSupplier nanoClock) {
        public Surroundings {
            hostNames = List.copyOf(hostNames);
        }
    }

    public ApiOfServer(AdminOptions options, Surroundings around) {
        this.options = options;
        Clock clock = around.server().clock();
        audit = new Audit(options.audit());
        Sessions sessions = new Sessions(options.session(), around.nanoClock(), random);
        gate =
                Gate.of(
                        options,
                        around.monitoring(),
                        around.verifier(),
                        around.nanoClock(),
                        sessions);
        ReadOnlyMode readOnly = new ReadOnlyMode(options.readOnly());
        configuration = new ConfigurationResource(readOnly, clock);
        ObservedState state =
                new ObservedState(around.name(), around.server(), around.engine(), around.group());
        Desk desk = new Desk(around.engine());
        Jobs jobs = new Jobs(clock, around.nanoClock(), this::nextRequestId);
        FindingResource findings = new FindingResource(around.engine(), new Dismissals());
        ServerResource server =
                new ServerResource(state, readOnly, new Flow(around.nanoClock(), clock), findings);
        ChannelResource channels = new ChannelResource(around.engine(), clock);
        PositionResource positions = new PositionResource(desk, clock);
        EveryPositionResource everyPosition = new EveryPositionResource(around.engine(), clock);
        FlowResource flow = new FlowResource(around.engine(), around.nanoClock(), clock);
        WhyResource why = new WhyResource(around.engine());
        OpenStreams open = new OpenStreams();
        Samplers samplers = new Samplers(Later.REAL, around.nanoClock(), clock.millis());
        ChangeResource changes =
                new ChangeResource(
                        desk,
                        new ParkedBulk(desk, jobs, readOnly, new JobLog(audit, clock), Later.REAL));
        routes =
                Operations.of(
                        new Operations.Resources(
                                new SessionResource(gate, sessions, readOnly),
                                server,
                                configuration,
                                channels,
                                positions,
                                everyPosition,
                                flow,
                                new MessageResource(desk, new SearchDesk(around.nanoClock())),
                                new ParkedResource(around.engine(), desk),
                                changes,
                                new ClientResource(
                                        around.engine(), new Programs(around.machine()), clock),
                                new KeyResource(desk, clock),
                                new LoadResource(around.machine(), clock),
                                why,
                                findings,
                                new SettingsResource(around.limits(), around.policies(), clock),
                                new PolicyResource(around.policies(), clock),
                                new AuditResource(audit, clock),
                                new JobResource(jobs),
                                new DefinitionResource(
                                        around.engine(), desk, around.server().clusterId(), clock),
                                new ExchangeResource(desk, changes),
                                new BackupResource(desk, around.server(), around.encrypts()),
                                new EventResource(
                                        new LiveTopics(
                                                server,
                                                findings,
                                                channels,
                                                positions,
                                                everyPosition,
                                                flow,
                                                why,
                                                around.nanoClock()),
                                        gate,
                                        samplers,
                                        open),
                                new TailResource(desk, gate, open, Later.REAL),
                                new DocumentResource()));
        api =
                new ManagementApi(
                        routes,
                        new HostGuard(options, around.hostNames()),
                        gate,
                        readOnly,
                        new Recorder(audit, options.auditRequired(), clock),
                        around.engine()::isReady,
                        this::nextRequestId);
    }

    private String nextRequestId() {
        byte[] bytes = new byte[REQUEST_ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns all routes. */
    List<Router.Route<Operation>> routes() {
        return routes.routes();
    }

    /** Returns what answers calls. */
    public Api api() {
        return api;
    }

    /** Sets who reads the configuration again when a caller wants that. */
    public void reloadedBy(Reloader able) {
        configuration.reloadedBy(able);
    }

    /** Writes the start token when the port is known. A server with users has none. */
    public synchronized void opened(int monitoringPort) {
        if (!options.users().isEmpty() || options.tokenDirectory().isEmpty()) {
            return;
        }
        Path directory = options.tokenDirectory().get();
        try {
            StartToken written = StartToken.write(directory, monitoringPort, random);
            token = written;
            gate.open(written);
            LOG.debug("The token for changes is in {}", StartToken.file(directory, monitoringPort));
        } catch (IOException e) {
            LOG.warn(
                    "The admin token {} cannot be written, so changes through the API need a user"
                            + " in admin { users: [...] }: {}",
                    StartToken.file(directory, monitoringPort),
                    e.toString());
        }
    }

    /** Deletes the start token, and writes what waits for the audit file. */
    @Override
    public synchronized void close() {
        if (token != null) {
            token.delete();
            token = null;
        }
        audit.close();
    }
}
