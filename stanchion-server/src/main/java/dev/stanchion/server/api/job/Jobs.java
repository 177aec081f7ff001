package dev.stanchion.server.api.job;

import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The jobs of a server: those that run, and for an hour those that have ended. Confined to the
 * port's thread.
 */
public final class Jobs {
    static final int MAX_RUNNING = 8;
    static final int MAX_KEPT = 100;
    static final Duration KEPT = Duration.ofHours(1);

    private final Clock clock;
    private final LongSupplier nanoClock;
    private final Supplier<String> ids;
    private final Map<String, Job> byId = new LinkedHashMap<>();

    public Jobs(Clock clock, LongSupplier nanoClock, Supplier<String> ids) {
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.ids = ids;
    }

    /**
     * Begins a job.
     *
     * @throws ProblemException if too many run, or one of this kind runs on the channel
     */
    public Job begin(Job.Subject subject) {
        forgetOld();
        List<Job> running = running();
        for (Job other : running) {
            boolean isSame =
                    other.subject().kind().equals(subject.kind())
                            && other.subject().channel().equals(subject.channel());
            if (isSame) {
                throw new ProblemException(
                        Problem.of(
                                        Code.CONFLICT,
                                        "%s already runs such a job on %s"
                                                .formatted(
                                                        other.subject().user(), subject.channel()))
                                .withRemedy("wait for its end, or let its starter cancel it"));
            }
        }
        if (running.size() >= MAX_RUNNING) {
            throw new ProblemException(
                    Problem.of(Code.BUSY, running.size() + " jobs are running")
                            .withRemedy("wait for one of them to end")
                            .withHeader("Retry-After", "10"));
        }
        makeRoom();
        Job job = new Job(ids.get(), subject, clock, nanoClock);
        byId.put(job.id(), job);
        return job;
    }

    private List<Job> running() {
        return byId.values().stream().filter(job -> !job.state().isEnd()).toList();
    }

    private void forgetOld() {
        byId.values().removeIf(job -> job.hasEndedFor(KEPT.toNanos()));
    }

    private void makeRoom() {
        List<Job> ended = byId.values().stream().filter(job -> job.state().isEnd()).toList();
        int tooMany = byId.size() - MAX_KEPT + 1;
        ended.stream().limit(Math.max(0, tooMany)).forEach(job -> byId.remove(job.id()));
    }

    /** Finds a job. */
    public Optional<Job> find(String id) {
        forgetOld();
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns all jobs, the newest first. */
    public List<Job> newestFirst() {
        forgetOld();
        return new ArrayList<>(byId.values()).reversed();
    }
}
