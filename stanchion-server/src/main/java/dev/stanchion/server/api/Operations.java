package dev.stanchion.server.api;

import dev.stanchion.server.api.Operation.Handler;
import dev.stanchion.server.api.Operation.Kind;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.http.Router;
import java.util.Optional;
import java.util.Set;

/** The table of all operations with their paths, roles and parameters. */
final class Operations {
    private static final Set<String> NONE = Set.of();

    private final Router.Builder<Operation> routes = new Router.Builder<>();

    /** The resources. */
    record Resources(
            SessionResource session,
            ServerResource server,
            ConfigurationResource configuration,
            ChannelResource channels,
            PositionResource positions,
            EveryPositionResource everyPosition,
            FlowResource flow,
            MessageResource messages,
            ParkedResource parked,
            ChangeResource changes,
            ClientResource clients,
            KeyResource keys,
            LoadResource load,
            WhyResource why,
            FindingResource findings,
            SettingsResource settings,
            PolicyResource policies,
            AuditResource audit,
            JobResource jobs,
            DefinitionResource definitions,
            ExchangeResource exchange,
            BackupResource backup,
            EventResource events,
            TailResource tail,
            DocumentResource document) {}

    private Operations(Resources all) {
        session(all.session());
        server(all.server());
        add(
                "POST",
                "/server/reload",
                "reload",
                Optional.of(Role.ADMIN),
                Kind.SWITCHES,
                ConfigurationResource.PARAMETERS,
                all.configuration()::reload);
        reading(
                "getConfiguration",
                "/server/configuration",
                Role.OPERATOR,
                Kind.OF_API,
                NONE,
                all.configuration()::show);
        reading("getLoad", "/server/load", Role.VIEWER, Kind.OF_API, NONE, all.load()::show);
        reading("getFlow", "/flow", Role.VIEWER, Kind.READS, NONE, all.flow()::show);
        reading(
                "listEveryPosition",
                "/positions",
                Role.VIEWER,
                Kind.READS,
                ListRequest.PARAMETERS,
                all.everyPosition()::list);
        channels(all.channels(), all.changes());
        messages(all.messages(), all.changes());
        parked(all.parked(), all.changes());
        PositionOperations.of(all.positions(), all.changes()).forEach(this::add);
        reading(
                "listKeysOfGroup",
                "/channels/{channel}/groups/{group}/keys",
                Role.VIEWER,
                Kind.READS,
                KeyResource.PARAMETERS,
                all.keys()::list);
        clients(all.clients(), all.changes());
        reading("getWhy", "/why", Role.VIEWER, Kind.READS, WhyResource.PARAMETERS, all.why()::why);
        reading(
                "listFindings",
                "/findings",
                Role.VIEWER,
                Kind.READS,
                FindingPage.PARAMETERS,
                all.findings()::list);
        changing(
                "POST",
                "/findings/{finding}/dismiss",
                "dismissFinding",
                Role.OPERATOR,
                NONE,
                all.findings()::dismiss);
        reading(
                "getSettings",
                "/channels/{channel}/settings",
                Role.VIEWER,
                Kind.READS,
                NONE,
                all.settings()::show);
        reading("listPolicies", "/policies", Role.VIEWER, Kind.OF_API, NONE, all.policies()::list);
        reading(
                "listAudit",
                "/audit",
                Role.ADMIN,
                Kind.OF_API,
                AuditResource.PARAMETERS,
                all.audit()::list);
        jobs(all.jobs());
        reading(
                "exportDefinitions",
                "/definitions",
                Role.ADMIN,
                Kind.READS,
                NONE,
                all.definitions()::export);
        changing(
                "PUT",
                "/definitions",
                "importDefinitions",
                Role.ADMIN,
                DefinitionResource.PARAMETERS,
                all.definitions()::importAll);
        exchange(all.exchange());
        backup(all.backup());
        reading(
                "getEvents",
                "/events",
                Role.VIEWER,
                Kind.READS,
                EventResource.PARAMETERS,
                all.events()::events);
        reading(
                "tailChannel",
                "/channels/{channel}/tail",
                Role.READER,
                Kind.READS,
                TailResource.PARAMETERS,
                all.tail()::tail);
        document(all.document());
    }

    /** Returns the routes of all operations. */
    static Router<Operation> of(Resources resources) {
        return new Operations(resources).routes.build();
    }

    private void add(
            String method,
            String path,
            String id,
            Optional<Role> role,
            Kind kind,
            Set<String> parameters,
            Handler handler) {
        routes.add(
                method,
                ManagementApi.ROOT + path,
                new Operation(id, role, kind, parameters, handler));
    }

    private void reading(
            String id, String path, Role role, Kind kind, Set<String> parameters, Handler handler) {
        add("GET", path, id, Optional.of(role), kind, parameters, handler);
    }

    private void session(SessionResource session) {
        String path = "/session";
        Optional<Role> anybody = Optional.empty();
        add("GET", path, "getSession", anybody, Kind.OF_API, NONE, session::who);
        add("POST", path, "logIn", anybody, Kind.LOGS_IN, NONE, session::logIn);
        add("DELETE", path, "logOut", anybody, Kind.LOGS_IN, NONE, session::logOut);
        reading("listSessions", "/sessions", Role.ADMIN, Kind.OF_API, NONE, session::list);
        add(
                "DELETE",
                "/sessions/{session}",
                "endSession",
                Optional.of(Role.ADMIN),
                Kind.SWITCHES,
                NONE,
                session::end);
    }

    private void server(ServerResource server) {
        reading("getServer", "/server", Role.VIEWER, Kind.OF_API, NONE, server::facts);
        reading("getOverview", "/overview", Role.VIEWER, Kind.READS, NONE, server::overview);
        add(
                "PUT",
                "/server/read-only",
                "setReadOnly",
                Optional.of(Role.ADMIN),
                Kind.SWITCHES,
                NONE,
                server::setReadOnly);
    }

    private void add(PositionOperations.Entry entry) {
        routes.add(entry.method(), ManagementApi.ROOT + entry.path(), entry.operation());
    }

    private void changing(
            String method,
            String path,
            String id,
            Role role,
            Set<String> parameters,
            Handler handler) {
        add(method, path, id, Optional.of(role), Kind.CHANGES, parameters, handler);
    }

    private void channels(ChannelResource channels, ChangeResource changes) {
        reading(
                "listChannels",
                "/channels",
                Role.VIEWER,
                Kind.READS,
                ChannelResource.PARAMETERS,
                channels::list);
        String one = "/channels/{channel}";
        reading("getChannel", one, Role.VIEWER, Kind.READS, NONE, channels::one);
        Set<String> delete = ChangeResource.DELETE_PARAMETERS;
        Set<String> plan = ChangeResource.PARAMETERS;
        changing("DELETE", one, "deleteChannel", Role.ADMIN, delete, changes::deleteChannel);
        changing("POST", one + "/purge", "purgeChannel", Role.ADMIN, plan, changes::purge);
        changing(
                "POST", one + "/pause", "pauseChannel", Role.OPERATOR, plan, changes::pauseChannel);
        changing(
                "POST",
                one + "/resume",
                "resumeChannel",
                Role.OPERATOR,
                plan,
                changes::resumeChannel);
    }

    private void messages(MessageResource messages, ChangeResource changes) {
        String all = "/channels/{channel}/messages";
        reading(
                "listMessages",
                all,
                Role.READER,
                Kind.READS,
                MessageResource.PARAMETERS,
                messages::list);
        changing(
                "POST", all, "publish", Role.OPERATOR, ChangeResource.PARAMETERS, changes::publish);
        reading("getMessage", all + "/{sequence}", Role.READER, Kind.READS, NONE, messages::one);
        reading(
                "getRawMessage",
                all + "/{sequence}/raw",
                Role.READER,
                Kind.READS,
                NONE,
                messages::raw);
    }

    private void exchange(ExchangeResource exchange) {
        String one = "/channels/{channel}";
        reading(
                "exportMessages",
                one + "/export",
                Role.READER,
                Kind.READS,
                ExchangeResource.PARAMETERS,
                exchange::export);
        changing(
                "POST",
                one + ManagementApi.IMPORT,
                "importMessages",
                Role.ADMIN,
                ChangeResource.PARAMETERS,
                exchange::importSome);
    }

    private void backup(BackupResource backup) {
        add(
                "POST",
                "/backup",
                "beginBackup",
                Optional.of(Role.ADMIN),
                Kind.SWITCHES,
                NONE,
                backup::begin);
        reading("getIdentity", "/backup/identity", Role.ADMIN, Kind.READS, NONE, backup::identity);
        String one = "/channels/{channel}";
        reading(
                "getCheckpoint",
                one + "/checkpoint",
                Role.ADMIN,
                Kind.READS,
                NONE,
                backup::checkpoint);
        reading(
                "getLog",
                one + "/log",
                Role.ADMIN,
                Kind.READS,
                BackupResource.LOG_PARAMETERS,
                backup::log);
    }

    private void parked(ParkedResource parked, ChangeResource changes) {
        String all = "/channels/{channel}/parked";
        reading(
                "listParked",
                all,
                Role.VIEWER,
                Kind.READS,
                ParkedResource.PARAMETERS,
                parked::list);
        reading("getParked", all + "/{sequence}", Role.READER, Kind.READS, NONE, parked::one);
        Set<String> plan = ChangeResource.PARAMETERS;
        changing(
                "POST",
                all + "/redrive",
                "redriveParked",
                Role.OPERATOR,
                plan,
                changes::redriveParked);
        changing("POST", all + "/drop", "dropParked", Role.OPERATOR, plan, changes::dropParked);
        changing(
                "DELETE",
                all,
                "dropManyParked",
                Role.ADMIN,
                ParkedBulk.PARAMETERS,
                changes::dropManyParked);
        reading(
                "listAllParked",
                "/parked",
                Role.VIEWER,
                Kind.READS,
                ParkedOverview.PARAMETERS,
                parked::listAll);
    }

    private void jobs(JobResource jobs) {
        reading("listJobs", "/jobs", Role.OPERATOR, Kind.OF_API, NONE, jobs::list);
        String one = "/jobs/{job}";
        reading("getJob", one, Role.OPERATOR, Kind.OF_API, NONE, jobs::one);
        add(
                "DELETE",
                one,
                "cancelJob",
                Optional.of(Role.OPERATOR),
                Kind.SWITCHES,
                NONE,
                jobs::cancel);
    }

    private void clients(ClientResource clients, ChangeResource changes) {
        reading(
                "listClients",
                "/clients",
                Role.VIEWER,
                Kind.READS,
                ListRequest.PARAMETERS,
                clients::list);
        String one = "/clients/{client}";
        reading("getClient", one, Role.VIEWER, Kind.READS, NONE, clients::one);
        Set<String> plan = ChangeResource.PARAMETERS;
        changing("DELETE", one, "kickClient", Role.OPERATOR, plan, changes::kick);
        changing("POST", one + "/unblock", "unblockClient", Role.OPERATOR, plan, changes::unblock);
    }

    private void document(DocumentResource document) {
        add(
                "GET",
                "/openapi.json",
                "getOpenApi",
                Optional.empty(),
                Kind.OF_API,
                NONE,
                document::document);
        routes.add(
                "GET",
                "/api/problems/{code}",
                new Operation(
                        "getProblem", Optional.empty(), Kind.OF_API, NONE, document::problem));
    }
}
