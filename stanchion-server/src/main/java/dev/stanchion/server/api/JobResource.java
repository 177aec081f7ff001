package dev.stanchion.server.api;

import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.api.job.Job;
import dev.stanchion.server.api.job.Jobs;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The jobs that the caller has begun; for an admin, those of all. */
record JobResource(Jobs jobs) {
    private static final int OK = 200;

    CompletionStage<Reply> list(Question question) {
        List<Job> shown = jobs.newestFirst().stream().filter(job -> isFor(job, question)).toList();
        return CompletableFuture.completedFuture(
                Reply.json(
                        OK,
                        Json.object(out -> {
                            out.writeArrayPropertyStart("items");
                            shown.forEach(job -> out.writeRawValue(job.json()));
                            out.writeEndArray();
                            out.writeNumberProperty("total", shown.size());
                        })));
    }

    private static boolean isFor(Job job, Question question) {
        boolean isAdmin =
                question.caller().role().map(role -> role.includes(Role.ADMIN)).orElse(false);
        return (isAdmin || job.subject().user().equals(question.caller().user()))
                && question.caller().sees(job.subject().channel());
    }

    CompletionStage<Reply> one(Question question) {
        return CompletableFuture.completedFuture(Reply.json(OK, find(question).json()));
    }

    /** Ends a job after its step. One that has ended stays as it is. */
    CompletionStage<Reply> cancel(Question question) {
        question.body().end();
        Job job = find(question);
        job.cancel();
        return CompletableFuture.completedFuture(Reply.json(OK, job.json()));
    }

    private Job find(Question question) {
        return jobs.find(question.value("job"))
                .filter(job -> isFor(job, question))
                .orElseThrow(() ->
                        new ProblemException(
                                Problem.of(Code.NO_SUCH_JOB, "you have no job of this ID")
                                        .withRemedy(
                                                "a job is gone an hour after its end, and when the"
                                                        + " server stops")));
    }
}
