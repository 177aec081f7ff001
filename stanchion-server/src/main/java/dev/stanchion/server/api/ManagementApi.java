package dev.stanchion.server.api;

import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.api.access.CrossSiteGuard;
import dev.stanchion.server.api.access.Gate;
import dev.stanchion.server.api.access.HostGuard;
import dev.stanchion.server.api.access.ReadOnlyMode;
import dev.stanchion.server.http.Api;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Query;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.http.Router;
import dev.stanchion.server.http.Router.Match;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API: guards before the operations, and one form for what comes back. Confined to the port's
 * thread.
 *
 * <p>A call passes in this order: its host is this server's; its path and method exist; a change
 * does not come from another site; the caller is known and has the role; changes are not switched
 * off; the engine is there. So whoever may not ask learns nothing about what exists.
 */
public final class ManagementApi implements Api {
    /** What all paths of the API begin with. */
    static final String ROOT = "/api/v1";

    /** The header with the name of a change in the audit. */
    static final String REQUEST = "Stanchion-Request";

    /** What the path of an import of messages ends with. */
    static final String IMPORT = "/import";

    /** One message of an import can be as large as a large max_payload. */
    private static final int MAX_IMPORT = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ManagementApi.class);
    private static final String ALL = "/api/";

    private final Router<Operation> router;
    private final HostGuard hosts;
    private final Gate gate;
    private final ReadOnlyMode readOnly;
    private final Recorder recorder;
    private final BooleanSupplier isReady;
    private final Supplier<String> requestIds;

    ManagementApi(
            Router<Operation> router,
            HostGuard hosts,
            Gate gate,
            ReadOnlyMode readOnly,
            Recorder recorder,
            BooleanSupplier isReady,
            Supplier<String> requestIds) {
        this.router = router;
        this.hosts = hosts;
        this.gate = gate;
        this.readOnly = readOnly;
        this.recorder = recorder;
        this.isReady = isReady;
        this.requestIds = requestIds;
    }

    @Override
    public boolean owns(String path) {
        return path.startsWith(ALL);
    }

    @Override
    public int maxBody(String path) {
        return path.startsWith(ROOT) && path.endsWith(IMPORT) ? MAX_IMPORT : USUAL_MAX_BODY;
    }

    @Override
    public Reply refusal(Code code, String detail) {
        return guarded(Problem.of(code, detail).reply(requestIds.get()));
    }

    @Override
    public CompletionStage<Reply> answer(Call call, Executor port) {
        String requestId = requestIds.get();
        CompletableFuture<Reply> reply;
        try {
            hosts.require(call);
            reply = routed(call, requestId, port);
        } catch (RuntimeException failure) {
            reply = CompletableFuture.failedFuture(failure);
        }
        return reply.exceptionally(failure -> problemOf(failure, call, requestId).reply(requestId))
                .thenApply(found -> guarded(EntityTag.tagged(call, found)));
    }

    private CompletableFuture<Reply> routed(Call call, String requestId, Executor port) {
        return switch (router.match(call.method(), call.path())) {
            case Match.NoSuchPath<Operation> ignored ->
                    throw new ProblemException(
                            Problem.of(Code.NO_SUCH_PATH, "the API has no such path")
                                    .withRemedy("/api/v1/openapi.json lists all paths"));
            case Match.WrongMethod<Operation>(String allowed) ->
                    throw new ProblemException(
                            Problem.of(
                                            Code.METHOD_NOT_ALLOWED,
                                            "the path does not have this method")
                                    .withHeader("Allow", allowed));
            case Match.Found<Operation>(var route, Map<String, String> values) ->
                    admitted(call, route.target(), values, requestId, port);
        };
    }

    private CompletableFuture<Reply> admitted(
            Call call,
            Operation operation,
            Map<String, String> values,
            String requestId,
            Executor port) {
        CrossSiteGuard.require(call);
        boolean logsIn = operation.kind() == Operation.Kind.LOGS_IN && !call.isSafe();
        CompletableFuture<Caller> caller =
                logsIn
                        ? gate.admit(call, port).exceptionally(ignored -> Caller.UNKNOWN)
                        : gate.admit(call, port);
        if (!operation.isAudited()) {
            return caller.thenCompose(
                    who -> asked(call, operation, values, who, requestId, ignored -> {}, port));
        }
        Recorder.Change change = recorder.begin(call, operation, requestId);
        return caller.thenCompose(
                        who -> {
                            change.by(who);
                            requireAllowed(operation, who);
                            return recorder.announced(change)
                                    .thenComposeAsync(
                                            ignored ->
                                                    asked(
                                                            call,
                                                            operation,
                                                            values,
                                                            who,
                                                            requestId,
                                                            change::by,
                                                            port),
                                            port);
                        })
                .handle((reply, failure) ->
                        failure == null
                                ? reply
                                : problemOf(failure, call, requestId).reply(requestId))
                .thenCompose(reply -> recorder.end(change, reply, port))
                .thenApply(reply -> reply.with(REQUEST, requestId));
    }

    private void requireAllowed(Operation operation, Caller caller) {
        operation.needed().ifPresent(caller::require);
        if (operation.kind() == Operation.Kind.CHANGES) {
            readOnly.requireOff();
        }
    }

    private CompletionStage<Reply> asked(
            Call call,
            Operation operation,
            Map<String, String> values,
            Caller caller,
            String requestId,
            Consumer<Caller> identified,
            Executor port) {
        requireAllowed(operation, caller);
        boolean needsEngine =
                operation.kind() == Operation.Kind.READS
                        || operation.kind() == Operation.Kind.CHANGES;
        if (needsEngine && !isReady.getAsBoolean()) {
            throw new ProblemException(
                    FailureProblem.notReady(
                            "the server recovers its state, is a standby, or stops"));
        }
        Query query = Query.parse(call.query(), operation.parameters());
        return operation
                .handler()
                .handle(
                        new Question(
                                call,
                                values,
                                query,
                                JsonBody.of(call),
                                caller,
                                requestId,
                                identified,
                                port));
    }

    private static Problem problemOf(Throwable failure, Call call, String requestId) {
        return ProblemException.problemOf(failure)
                .orElseGet(() -> {
                    LOG.error(
                            "Bug in the API: {} {} (request {})",
                            call.method(),
                            call.path(),
                            requestId,
                            ProblemException.causeOf(failure));
                    return Problem.of(
                            Code.INTERNAL, "a bug; the server's log has it under the request ID");
                });
    }

    /** Adds what keeps browsers from using an answer in another way than it is meant. */
    private static Reply guarded(Reply reply) {
        return reply.with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .with("Cache-Control", "no-store");
    }
}
