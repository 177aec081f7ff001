package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.ClusterBehaviour.Fault;
import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.Outbox;
import dev.stanchion.kit.cluster.core.SubjectFilter;
import dev.stanchion.kit.cluster.json.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests about streams. Confined to the thread of the test.
 *
 * <p>A stream without a leader answers nothing, or that there is none at the moment.
 */
final class StreamApi {
    static final String TYPE = "io.nats.jetstream.api.v1.";

    private static final String PREFIX = "$JS.API.";
    private static final String SOURCE = "api";
    private static final int NAMES_LIMIT = 1_024;
    private static final int SUBJECTS_LIMIT = 100_000;
    private static final int STALE_BY = 3;
    private static final long UNLIMITED = -1;

    private final JetStream jetStream;
    private final ClusterWorld world;
    private final Outbox outbox;

    StreamApi(JetStream jetStream, ClusterWorld world, Outbox outbox) {
        this.jetStream = jetStream;
        this.world = world;
        this.outbox = outbox;
    }

    /** Receives a request and answers it, if there is somebody who can. */
    void receive(CoreMessage message) {
        String request = message.subject().substring(PREFIX.length());
        int end = request.lastIndexOf('.');
        String operation = end < 0 ? request : request.substring(0, end);
        String stream = request.substring(end + 1);
        if (request.equals("INFO")) {
            answer(message, "account_info", account());
        } else if (request.equals("STREAM.NAMES")) {
            handle(message, "stream_names", () -> names(message));
        } else {
            receive(message, operation, stream);
        }
    }

    private void receive(CoreMessage message, String operation, String stream) {
        switch (operation) {
            case "STREAM.CREATE" -> handle(message, "stream_create", () -> create(message, stream));
            case "STREAM.UPDATE" ->
                    byLeader(message, "stream_update", stream, it -> update(message, it));
            case "STREAM.INFO" -> byLeader(message, "stream_info", stream, it -> info(message, it));
            case "STREAM.DELETE" ->
                    byLeader(message, "stream_delete", stream, it -> delete(it.name()));
            case "STREAM.PURGE" ->
                    byLeader(message, "stream_purge", stream, it -> purge(message, it));
            case "STREAM.MSG.GET" ->
                    byLeader(message, "stream_msg_get", stream, it -> get(message, it));
            case "STREAM.MSG.DELETE" ->
                    byLeader(message, "stream_msg_delete", stream, it -> deleteOne(message, it));
            case "STREAM.LEADER.STEPDOWN" ->
                    byLeader(message, "stream_leader_stepdown", stream, StreamApi::stepDown);
            default -> {
                // no server answers what it does not know
            }
        }
    }

    /** Handles a request; what it returns comes behind the type of the answer. */
    interface Handler {
        Map<String, @Nullable Object> answer();
    }

    /** Handles a request about one stream. */
    interface LeaderHandler {
        Map<String, @Nullable Object> answer(SimulatedStream stream);
    }

    private void byLeader(CoreMessage message, String type, String name, LeaderHandler handler) {
        Optional<SimulatedStream> stream = jetStream.find(name);
        if (stream.isEmpty()) {
            handle(
                    message,
                    type,
                    () -> {
                        throw new ApiException(ApiError.STREAM_NOT_FOUND);
                    });
        } else if (stream.get().hasLeader()) {
            handle(message, type, () -> handler.answer(stream.get()));
        } else if (world.chance().oneIn(2)) {
            handle(
                    message,
                    type,
                    () -> {
                        throw new ApiException(ApiError.CLUSTER_UNAVAILABLE);
                    });
        }
    }

    private void handle(CoreMessage message, String type, Handler handler) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        try {
            answer.putAll(handler.answer());
        } catch (ApiException e) {
            answer.put("error", e.error().toJson());
            answer.putAll(besideError(type));
        }
        answer(message, type, answer);
    }

    /** Some answers have numbers also when they are errors. */
    private static Map<String, @Nullable Object> besideError(String type) {
        return switch (type) {
            case "stream_purge" -> Map.of("purged", 0);
            case "stream_info" -> page(0, 0);
            default -> Map.of();
        };
    }

    private void answer(CoreMessage message, String type, Map<String, @Nullable Object> answer) {
        Map<String, @Nullable Object> typed = new LinkedHashMap<>();
        typed.put("type", TYPE + type + "_response");
        typed.putAll(answer);
        if (!message.reply().isEmpty()) {
            outbox.send(SOURCE, CoreMessage.answer(message.reply(), Json.write(typed)));
        }
    }

    private Map<String, @Nullable Object> account() {
        Map<String, @Nullable Object> account = new LinkedHashMap<>();
        account.put("memory", 0);
        account.put(
                "storage", jetStream.all().stream().mapToLong(one -> one.contents().bytes()).sum());
        account.put("reserved_memory", 0);
        account.put("reserved_storage", 0);
        account.put("streams", jetStream.all().size());
        account.put(
                "consumers",
                jetStream.all().stream().mapToInt(one -> one.consumers().count()).sum());
        Map<String, @Nullable Object> limits = new LinkedHashMap<>();
        for (String limit :
                List.of(
                        "max_memory",
                        "max_storage",
                        "max_streams",
                        "max_consumers",
                        "max_ack_pending",
                        "memory_max_stream_bytes",
                        "storage_max_stream_bytes")) {
            limits.put(limit, UNLIMITED);
        }
        limits.put("max_bytes_required", false);
        account.put("limits", limits);
        Map<String, @Nullable Object> api = new LinkedHashMap<>();
        api.put("level", Long.parseLong(StreamInfos.API_LEVEL));
        api.put("total", 0);
        api.put("errors", 0);
        account.put("api", api);
        return account;
    }

    private static Map<String, @Nullable Object> page(long total, long limit) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("total", total);
        page.put("offset", 0);
        page.put("limit", limit);
        return page;
    }

    private Map<String, @Nullable Object> names(CoreMessage message) {
        Request request = Request.read(message, Set.of("subject", "offset"));
        String subject = request.text("subject");
        List<String> names =
                jetStream.all().stream()
                        .map(SimulatedStream::configuration)
                        .filter(one -> subject.isEmpty() || isMeant(one, subject))
                        .map(StreamConfiguration::name)
                        .toList();
        List<String> shown =
                names.stream().skip(request.number("offset")).limit(NAMES_LIMIT).toList();
        Map<String, @Nullable Object> answer = page(names.size(), NAMES_LIMIT);
        answer.put("offset", request.number("offset"));
        answer.put("streams", shown.isEmpty() ? null : shown);
        return answer;
    }

    private static boolean isMeant(StreamConfiguration stream, String subject) {
        SubjectFilter wanted = new SubjectFilter(subject);
        return stream.subjects().stream().map(SubjectFilter::new).anyMatch(wanted::overlaps);
    }

    private Map<String, @Nullable Object> create(CoreMessage message, String name) {
        Map<String, @Nullable Object> request = Request.object(message);
        if (!name.equals(request.get("name"))) {
            checkFields(request);
            throw new ApiException(ApiError.STREAM_NAME_MISMATCH);
        }
        StreamConfiguration configuration = StreamConfiguration.of(request);
        SimulatedStream stream = jetStream.find(name).orElseGet(() -> createNew(configuration));
        if (!stream.configuration().isSame(configuration)) {
            throw new ApiException(ApiError.STREAM_NAME_EXISTS);
        }
        Map<String, @Nullable Object> answer = StreamInfos.of(stream, world.epochNanos());
        answer.put("did_create", true);
        return answer;
    }

    private static void checkFields(Map<String, @Nullable Object> request) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>(request);
        named.put("name", "any");
        StreamConfiguration.of(named);
    }

    private SimulatedStream createNew(StreamConfiguration configuration) {
        if (jetStream.isTaken(configuration.subjects(), configuration.name())) {
            throw new ApiException(ApiError.SUBJECTS_OVERLAP);
        }
        return jetStream.create(configuration);
    }

    private Map<String, @Nullable Object> update(CoreMessage message, SimulatedStream stream) {
        StreamConfiguration changed = StreamConfiguration.of(Request.object(message));
        changed.checkUpdateOf(stream.configuration());
        if (jetStream.isTaken(changed.subjects(), stream.name())) {
            throw new ApiException(ApiError.SUBJECTS_OVERLAP);
        }
        stream.update(changed);
        return StreamInfos.of(stream, world.epochNanos());
    }

    private Map<String, @Nullable Object> info(CoreMessage message, SimulatedStream stream) {
        Request request =
                Request.read(message, Set.of("offset", "deleted_details", "subjects_filter"));
        if (request.flag("deleted_details")) {
            throw new UnsupportedOperationException("not simulated: deleted_details");
        }
        Map<String, Long> subjects = Map.of();
        if (request.has("subjects_filter")) {
            subjects = stream.contents().counts(SubjectFilter.of(request.text("subjects_filter")));
        }
        Map<String, @Nullable Object> answer =
                page(subjects.size(), subjects.isEmpty() ? 0 : SUBJECTS_LIMIT);
        long behind = world.strikes(Fault.STALE_INFO) ? world.chance().between(1, STALE_BY) : 0;
        answer.putAll(StreamInfos.withLeader(stream, subjects, behind, world.epochNanos()));
        return answer;
    }

    private Map<String, @Nullable Object> delete(String name) {
        jetStream.delete(name);
        return Map.of("success", true);
    }

    private static Map<String, @Nullable Object> purge(
            CoreMessage message, SimulatedStream stream) {
        Request request = Request.read(message, Set.of("seq", "filter", "keep"));
        if (request.number("seq") > 0 && request.number("keep") > 0) {
            throw new ApiException(ApiError.BAD_REQUEST);
        }
        if (stream.configuration().deniesPurge()) {
            throw new ApiException(ApiError.purgeFailed("stream purge not permitted"));
        }
        long purged =
                stream.contents()
                        .purge(
                                SubjectFilter.of(request.text("filter")),
                                request.number("seq"),
                                request.number("keep"));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("success", true);
        answer.put("purged", purged);
        return answer;
    }

    private static Map<String, @Nullable Object> get(CoreMessage message, SimulatedStream stream) {
        Request request = Request.read(message, MessageGets.FIELDS);
        boolean bySequence = request.number("seq") > 0;
        boolean byLast = !request.text("last_by_subj").isEmpty();
        boolean byNext = !request.text("next_by_subj").isEmpty();
        if (request.number("batch") > 0
                || request.number("max_bytes") > 0
                || (bySequence && byLast)
                || (byLast && byNext)
                || !(bySequence || byLast || byNext)) {
            throw new ApiException(ApiError.BAD_REQUEST);
        }
        StreamContents contents = stream.contents();
        Optional<StoredMessage> found;
        if (byLast) {
            found = contents.last(new SubjectFilter(request.text("last_by_subj")));
        } else if (byNext) {
            SubjectFilter filter = new SubjectFilter(request.text("next_by_subj"));
            found = contents.next(filter, request.number("seq"));
        } else {
            found = contents.get(request.number("seq"));
        }
        return Map.of(
                "message",
                found.map(StreamApi::toJson)
                        .orElseThrow(() -> new ApiException(ApiError.NO_MESSAGE_FOUND)));
    }

    private static Map<String, @Nullable Object> toJson(StoredMessage message) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("subject", message.subject());
        shown.put("seq", message.sequence());
        if (message.headers().length > 0) {
            shown.put("hdrs", Base64.getEncoder().encodeToString(message.headers()));
        }
        if (message.payload().length > 0) {
            shown.put("data", Base64.getEncoder().encodeToString(message.payload()));
        }
        shown.put("time", Request.time(message.atEpochNanos()));
        return shown;
    }

    private static Map<String, @Nullable Object> deleteOne(
            CoreMessage message, SimulatedStream stream) {
        Request request = Request.read(message, Set.of("seq", "no_erase"));
        if (stream.configuration().deniesDelete()) {
            throw new ApiException(ApiError.deleteFailed("message delete not permitted"));
        }
        if (!stream.contents().remove(request.number("seq"))) {
            throw new ApiException(ApiError.deleteFailed(ApiError.NO_MESSAGE_FOUND.description()));
        }
        return Map.of("success", true);
    }

    private static Map<String, @Nullable Object> stepDown(SimulatedStream stream) {
        stream.loseLeader();
        return Map.of("success", true);
    }
}
