package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Actor;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.api.audit.Audit;
import dev.stanchion.server.api.audit.AuditEntry;
import dev.stanchion.server.api.job.Job;
import dev.stanchion.server.http.Json;
import java.time.Clock;

/** Records how jobs end. Their beginning is a request, which is recorded as any other. */
record JobLog(Audit audit, Clock clock) {
    private static final int OK = 200;

    /** Records the end of a job. The audit itself logs what its file does not take. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a job
    void ended(Job job, Actor by, Caller caller) {
        audit.write(
                new AuditEntry(
                        audit.nextNumber(),
                        Json.time(clock.instant()),
                        by.requestId(),
                        caller.user(),
                        caller.role().map(Role::text).orElse(""),
                        by.address(),
                        "jobEnded",
                        ManagementApi.ROOT + "/jobs/" + job.id(),
                        "",
                        OK,
                        job.json(),
                        job.lastedMillis()));
    }
}
