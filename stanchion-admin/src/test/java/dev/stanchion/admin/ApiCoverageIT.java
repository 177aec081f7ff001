package dev.stanchion.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.admin.answer.JsonName;
import dev.stanchion.admin.answer.Plan;
import dev.stanchion.admin.json.JsonText;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document of a server has nothing that the typed client lacks. */
class ApiCoverageIT {
    private static final List<Class<?>> CALLERS =
            List.of(
                    StanchionAdmin.class,
                    ChannelAdmin.class,
                    PositionAdmin.class,
                    ClientAdmin.class);

    /** Operations that the client does not have, each with the reason. */
    private static final Map<String, String> LEFT_OUT =
            Map.of(
                    "logIn", "a session is for browsers; the client logs in with each request",
                    "logOut", "as logIn",
                    "getProblem", "a page for people",
                    "beginBackup", "a part of bin/stanchion backup, whose order matters",
                    "getIdentity", "as beginBackup",
                    "getCheckpoint", "as beginBackup",
                    "getLog", "as beginBackup");

    /** Schemas of requests, which have classes with methods instead of records. */
    private static final Set<String> REQUESTS =
            Set.of(
                    "LogIn",
                    "Duration",
                    "PurgeRequest",
                    "Place",
                    "MoveRequest",
                    "PauseRequest",
                    "SkipRequest",
                    "RedeliverRequest",
                    "KickRequest",
                    "PublishRequest",
                    "RedriveRequest",
                    "DropRequest",
                    "DismissRequest",
                    "ImportRequest",
                    "ReadOnly",
                    "BackupBegin");

    /** Records whose names differ because Java or the reader would be confused. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "Flow", "FlowPicture",
                    "Client", "ClientSummary",
                    "Server", "ServerInfo",
                    "SessionList", "Sessions",
                    "Configuration", "ServerConfiguration",
                    "Settings", "ChannelSettings");

    /** A list has these with the members that the caller wants, so none is required there. */
    private static final Set<String> OPEN =
            Set.of("Channel", "Client", "Position", "PositionSummary");

    private static StanchionServer server;
    private static Map<String, Object> document;

    @BeforeAll
    static void readDocument() {
        server = StanchionServer.start(ServerOptions.builder().port(0).monitoringPort(0).build());
        String url = "http://127.0.0.1:" + server.monitoringPort();
        document = JsonText.object(StanchionAdmin.builder(url).build().openApi());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> object, String name) {
        return (Map<String, Object>) object.getOrDefault(name, Map.of());
    }

    @Test
    void shouldHaveAMethodForEachOperation() {
        // given
        Set<String> operations = new TreeSet<>();
        Map<String, Object> paths = inner(document, "paths");
        for (String path : paths.keySet()) {
            for (Object operation : inner(paths, path).values()) {
                if (operation instanceof Map<?, ?> members && members.get("operationId") != null) {
                    operations.add(members.get("operationId").toString());
                }
            }
        }

        // when
        Set<String> known =
                CALLERS.stream()
                        .flatMap(caller -> Arrays.stream(caller.getDeclaredMethods()))
                        .map(method -> method.getAnnotation(ApiOperation.class))
                        .filter(each -> each != null)
                        .flatMap(each -> Stream.of(each.value()))
                        .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(LEFT_OUT.keySet());

        // then
        assertThat(operations).hasSizeGreaterThan(60);
        assertThat(known).isEqualTo(operations);
    }

    @Test
    void shouldHaveARecordForEachAnswerWithItsMembers() throws ClassNotFoundException {
        Map<String, Object> schemas = inner(inner(document, "components"), "schemas");
        List<String> wrong = new ArrayList<>();
        for (String name : schemas.keySet()) {
            if (!REQUESTS.contains(name)) {
                Class<?> type =
                        Class.forName(
                                Plan.class.getPackageName() + "." + NAMES.getOrDefault(name, name));
                compare(name, inner(schemas, name), type, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void compare(
            String name, Map<String, Object> schema, Class<?> type, List<String> wrong) {
        List<?> required = (List<?>) schema.getOrDefault("required", List.of());
        Set<String> members = new TreeSet<>(inner(schema, "properties").keySet());
        Set<String> components = new TreeSet<>();
        for (RecordComponent each : type.getRecordComponents()) {
            JsonName member = each.getAnnotation(JsonName.class);
            String of = member == null ? each.getName() : member.value();
            components.add(of);
            boolean mayBeNull = each.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean isCollection = each.getType() == List.class || each.getType() == Map.class;
            if (!OPEN.contains(name) && !isCollection && mayBeNull == required.contains(of)) {
                wrong.add(name + "." + of + (mayBeNull ? " is always there" : " may be missing"));
            }
        }
        if (!components.equals(members)) {
            wrong.add(name + " has " + members + ", and " + type + " has " + components);
        }
    }
}
