package dev.stanchion.server.api;

import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.api.audit.Audit;
import dev.stanchion.server.api.audit.AuditEntry;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Records changes: the line is written before the answer leaves. If the file is required, a line is
 * also written before the change begins, so that nothing changes unrecorded. Confined to the port's
 * thread.
 */
final class Recorder {
    private static final int MAX_RESULT = 16 * 1024;
    private static final int MAX_TARGET = 1024;

    /** How long a change waits for the audit file. */
    private static final long FILE_SECONDS = 5;

    private static final int BAD_REQUEST = 400;
    private static final int MAX_REFUSALS_A_MINUTE = 60;
    private static final long MILLIS_PER_MINUTE = 60_000;

    private final Audit audit;
    private final boolean isRequired;
    private final Clock clock;
    private long minuteOfRefusals;
    private int refusals;

    Recorder(Audit audit, boolean isRequired, Clock clock) {
        this.audit = audit;
        this.isRequired = isRequired;
        this.clock = clock;
    }

    /** A change under way. Confined to the port's thread. */
    final class Change {
        private final Call call;
        private final Operation operation;
        private final String requestId;
        private final long beganMillis = clock.millis();
        private Caller caller = Caller.UNKNOWN;

        private Change(Call call, Operation operation, String requestId) {
            this.call = call;
            this.operation = operation;
            this.requestId = requestId;
        }

        /** Notes who wants the change. */
        void by(Caller who) {
            caller = who;
        }

        private AuditEntry entry(int status, String result) {
            String target = call.path() + (call.query().isEmpty() ? "" : "?" + call.query());
            return new AuditEntry(
                    audit.nextNumber(),
                    Json.time(clock.instant()),
                    requestId,
                    caller.user(),
                    caller.role().map(Role::text).orElse(""),
                    call.peer().address(),
                    operation.id(),
                    target.length() > MAX_TARGET ? target.substring(0, MAX_TARGET) : target,
                    JsonBody.withoutContents(call),
                    status,
                    result,
                    clock.millis() - beganMillis);
        }
    }

    Change begin(Call call, Operation operation, String requestId) {
        return new Change(call, operation, requestId);
    }

    /** Writes that a change begins, if it may not happen unrecorded. */
    CompletableFuture<Void> announced(Change change) {
        if (!isRequired) {
            return CompletableFuture.completedFuture(null);
        }
        return audit.announce(change.entry(0, "\"begins\""))
                .orTimeout(FILE_SECONDS, TimeUnit.SECONDS)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(
                                new ProblemException(
                                        Problem.of(
                                                        Code.STORE_FAILED,
                                                        "the audit file cannot be written,"
                                                                + " and no change is possible"
                                                                + " without it")
                                                .withRemedy(
                                                        "see the server's log; or set"
                                                                + " audit_required: false"))));
    }

    /**
     * Returns whether the change is one of very many that were refused to strangers. They must not
     * fill the disk, nor push the real changes out of the memory.
     */
    private boolean isNoise(Change change, Reply reply) {
        if (reply.status() == Code.TOO_MANY.status()) {
            return true;
        }
        if (change.caller.isLoggedIn() || reply.status() < BAD_REQUEST) {
            return false;
        }
        long minute = clock.millis() / MILLIS_PER_MINUTE;
        if (minute != minuteOfRefusals) {
            minuteOfRefusals = minute;
            refusals = 0;
        }
        return ++refusals > MAX_REFUSALS_A_MINUTE;
    }

    /** Writes what came of a change, and returns its answer when that is done. */
    CompletionStage<Reply> end(Change change, Reply reply, Executor port) {
        if (isNoise(change, reply)) {
            return CompletableFuture.completedFuture(reply);
        }
        String result =
                reply.contentType().contains("json") && reply.length() <= MAX_RESULT
                        ? reply.text()
                        : "";
        return audit.write(change.entry(reply.status(), result))
                .completeOnTimeout(null, FILE_SECONDS, TimeUnit.SECONDS)
                .handleAsync((ignored, failure) -> reply, port);
    }
}
