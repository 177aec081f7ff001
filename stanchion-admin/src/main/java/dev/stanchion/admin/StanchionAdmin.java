package dev.stanchion.admin;

import dev.stanchion.admin.answer.AllParked;
import dev.stanchion.admin.answer.AuditEntries;
import dev.stanchion.admin.answer.Channels;
import dev.stanchion.admin.answer.Clients;
import dev.stanchion.admin.answer.Definitions;
import dev.stanchion.admin.answer.Diagnosis;
import dev.stanchion.admin.answer.Finding;
import dev.stanchion.admin.answer.Findings;
import dev.stanchion.admin.answer.FlowPicture;
import dev.stanchion.admin.answer.Job;
import dev.stanchion.admin.answer.Jobs;
import dev.stanchion.admin.answer.Load;
import dev.stanchion.admin.answer.Overview;
import dev.stanchion.admin.answer.Policies;
import dev.stanchion.admin.answer.PositionSummaries;
import dev.stanchion.admin.answer.ServerConfiguration;
import dev.stanchion.admin.answer.ServerInfo;
import dev.stanchion.admin.answer.Session;
import dev.stanchion.admin.answer.Sessions;
import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.admin.json.JsonText;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API of a server.
 *
 * <pre>{@code
 * StanchionAdmin admin =
 *         StanchionAdmin.builder("http://localhost:8222").user("ann", password).build();
 * for (Standstill reason : admin.why("tickets:created").reasons()) {
 *     System.out.println(reason.sentence() + " " + reason.remedy());
 * }
 * }</pre>
 *
 * <p>Immutable; each call asks the server and waits for the answer. Safe for use by many threads.
 * Its threads end by themselves when nobody refers to it any more.
 */
public final class StanchionAdmin {
    private final Transport transport;

    private StanchionAdmin(Transport transport) {
        this.transport = transport;
    }

    /**
     * Begins with the URL of a monitoring port.
     *
     * @throws IllegalArgumentException if it is no URL of a web server
     */
    public static Builder builder(String monitoringUrl) {
        return new Builder(monitoringUrl);
    }

    /** What is not said is as in the Javadoc of each method. Belongs to one thread. */
    public static final class Builder {
        private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

        private final MonitoringAddress server;
        private String authorization = "";
        private Duration timeout = Duration.ofSeconds(30);
        private @Nullable SSLContext tls;

        private Builder(String monitoringUrl) {
            server =
                    MonitoringAddress.parse(monitoringUrl)
                            .filter(address -> address.credentials().isEmpty())
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "the URL of the monitoring port is not valid (expected:"
                                                    + " like http://localhost:8222; give user and"
                                                    + " password to user())"));
        }

        /** Logs in as a user of {@code admin} in the configuration. Otherwise nobody logs in. */
        public Builder user(String name, String password) {
            authorization = ApiClient.basic(name + ":" + password);
            return this;
        }

        /** Logs in with the token that the server has written into its state directory. */
        public Builder token(String startToken) {
            authorization = "Bearer " + startToken.strip();
            return this;
        }

        /** Sets how long an answer may take. Otherwise 30 s. */
        public Builder timeout(Duration longest) {
            if (longest.isNegative() || longest.isZero()) {
                throw new IllegalArgumentException(
                        "timeout: " + longest + " (expected: more than 0)");
            }
            timeout = longest;
            return this;
        }

        /** Sets whom to trust. Otherwise the authorities that Java trusts. */
        public Builder tls(SSLContext context) {
            tls = context;
            return this;
        }

        /** Returns the client. It connects when it is first asked. */
        public StanchionAdmin build() {
            HttpClient.Builder http =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(
                                    timeout.compareTo(CONNECT_PATIENCE) < 0
                                            ? timeout
                                            : CONNECT_PATIENCE);
            if (tls != null) {
                http.sslContext(tls);
            }
            return new StanchionAdmin(
                    new Transport(
                            new ApiClient(server, authorization, http.build(), timeout),
                            server.toString()));
        }
    }

    /** Says who asks, and what they may. */
    @ApiOperation("getSession")
    public Session session() {
        return transport.get(Session.class, "/session");
    }

    /** Lists who has logged in from a browser. */
    @ApiOperation("listSessions")
    public Sessions sessions() {
        return transport.get(Sessions.class, "/sessions");
    }

    /** Ends a session of a browser. */
    @ApiOperation("endSession")
    public void endSession(String id) {
        transport.send("DELETE", Transport.path("sessions", id), Map.of(), Map.of(), null);
    }

    @ApiOperation("getServer")
    public ServerInfo server() {
        return transport.get(ServerInfo.class, "/server");
    }

    /** Returns totals, rates, and what stands still. */
    @ApiOperation("getOverview")
    public Overview overview() {
        return transport.get(Overview.class, "/overview");
    }

    /** Returns how busy the event loops are, and how full the disk is. */
    @ApiOperation("getLoad")
    public Load load() {
        return transport.get(Load.class, "/server/load");
    }

    /** Returns the settings that are in effect, and where each is set. */
    @ApiOperation("getConfiguration")
    public ServerConfiguration configuration() {
        return transport.get(ServerConfiguration.class, "/server/configuration");
    }

    /** Reads the configuration again, as SIGHUP does. */
    @ApiOperation("reload")
    public Change reload() {
        return new Change(transport, "POST", "/server/reload", Map.of(), Map.of());
    }

    /** Refuses changes of all roles until somebody ends that. */
    @ApiOperation("setReadOnly")
    public void setReadOnly(boolean isOn) {
        transport.send("PUT", "/server/read-only", Map.of(), Map.of("readOnly", isOn), null);
    }

    /** Returns the busiest channels with their publishers and positions. */
    @ApiOperation("getFlow")
    public FlowPicture flow() {
        return transport.get(FlowPicture.class, "/flow");
    }

    @ApiOperation("listChannels")
    public Channels channels(ListQuery query) {
        return transport.get(Channels.class, "/channels", query.parameters());
    }

    /** Returns one channel. Whether it is there shows when it is asked. */
    public ChannelAdmin channel(String name) {
        return new ChannelAdmin(transport, Transport.path("channels", name));
    }

    /** Lists the positions of all channels. */
    @ApiOperation("listEveryPosition")
    public PositionSummaries positions(ListQuery query) {
        return transport.get(PositionSummaries.class, "/positions", query.parameters());
    }

    @ApiOperation("listClients")
    public Clients clients(ListQuery query) {
        return transport.get(Clients.class, "/clients", query.parameters());
    }

    /** Returns one client. Whether it is there shows when it is asked. */
    public ClientAdmin client(String id) {
        return new ClientAdmin(transport, Transport.path("clients", id));
    }

    /** Lists the parked messages of all channels. */
    @ApiOperation("listAllParked")
    public AllParked parked(ParkedQuery query) {
        return transport.get(AllParked.class, "/parked", query.parameters());
    }

    /** Says why messages of a channel do not arrive. */
    public Diagnosis why(String channel) {
        return transport.get(Diagnosis.class, "/why", Map.of("channel", channel));
    }

    /**
     * Says why messages of a channel do not arrive at one position.
     *
     * @param position the name of a queue group, of a durable or of a client
     */
    @ApiOperation("getWhy")
    public Diagnosis why(String channel, String position) {
        return transport.get(
                Diagnosis.class, "/why", Map.of("channel", channel, "group", position));
    }

    /** Lists what is likely wrong, the worst first. */
    @ApiOperation("listFindings")
    public Findings findings(FindingQuery query) {
        return transport.get(Findings.class, "/findings", query.parameters());
    }

    /** Does not show a finding any more until it ends, or shows it again. */
    @ApiOperation("dismissFinding")
    public Finding dismiss(String finding, boolean isDismissed) {
        String path = Transport.path("findings", finding, "dismiss");
        return transport.read(
                Finding.class,
                path,
                transport
                        .send("POST", path, Map.of(), Map.of("dismissed", isDismissed), null)
                        .text());
    }

    /** Lists the policies that hold now, from the top to the bottom. */
    @ApiOperation("listPolicies")
    public Policies policies() {
        return transport.get(Policies.class, "/policies");
    }

    /** Lists changes, refused changes and log-ins, the newest first. */
    @ApiOperation("listAudit")
    public AuditEntries audit(ListQuery query) {
        return transport.get(AuditEntries.class, "/audit", query.parameters());
    }

    @ApiOperation("listJobs")
    public Jobs jobs() {
        return transport.get(Jobs.class, "/jobs");
    }

    @ApiOperation("getJob")
    public Job job(String id) {
        return transport.get(Job.class, Transport.path("jobs", id));
    }

    /** Ends a job; what it has done stays. */
    @ApiOperation("cancelJob")
    public Job cancelJob(String id) {
        String path = Transport.path("jobs", id);
        return transport.read(
                Job.class, path, transport.send("DELETE", path, Map.of(), Map.of(), null).text());
    }

    /** Exports channels, durables and durable groups with their positions. */
    @ApiOperation("exportDefinitions")
    public Definitions definitions() {
        return transport.get(Definitions.class, "/definitions");
    }

    /**
     * Makes channels and lasting positions that are not there.
     *
     * @param move whether positions that are there move to those of the definitions
     */
    @ApiOperation("importDefinitions")
    public Change importDefinitions(Definitions definitions, boolean move) {
        return new Change(
                transport,
                "PUT",
                "/definitions",
                move ? Map.of("move", true) : Map.of(),
                JsonText.object(JsonText.of(definitions)));
    }

    /**
     * Opens live data: a snapshot of each topic, then what changes, at most once a second.
     *
     * @param topics {@code overview}, {@code findings}, {@code channels}, {@code positions}, {@code
     *     flow} and others: see the page of the API
     * @param lists which part of the lists
     */
    @ApiOperation("getEvents")
    public EventStream events(List<String> topics, ListQuery lists) {
        Query query = new Query(lists.parameters()).with("topics", String.join(",", topics));
        return transport.open("/events", query.parameters(), "");
    }

    /** Returns the OpenAPI document of this server, in JSON. */
    @ApiOperation("getOpenApi")
    public String openApi() {
        return transport.getText("/openapi.json", Map.of()).text();
    }
}
