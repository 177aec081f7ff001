package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Actor;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.ParkedMessage;
import dev.stanchion.engine.admin.ParkedPage;
import dev.stanchion.engine.admin.Result;
import dev.stanchion.server.api.access.ReadOnlyMode;
import dev.stanchion.server.api.job.Job;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Later;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Redrives or drops parked messages, so many in each second. It takes the messages that were parked
 * when it began, and no others; a message that is parked again is not tried again. Each step is
 * atomic and durable, so whatever ends the job leaves the rest parked. Confined to the port's
 * thread.
 */
final class ParkedRun {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MAX_BUSY = 30;

    private final Desk desk;
    private final Desk.Asker asker;
    private final ParkedBulk.Wanted wanted;
    private final long last;
    private final Job job;
    private final Actor by;
    private final ReadOnlyMode readOnly;
    private final Later later;
    private final RepeatWatch watch = new RepeatWatch();
    private final Deque<ParkedMessage> ready = new ArrayDeque<>();
    private Runnable ended = () -> {};

    /** Where the next page of messages begins; 0 if there is none. */
    private long next = 1;

    /** Where the messages begin that were parked since the last look. */
    private long unseen;

    private int busy;

    /**
     * @param last the sequence of the last message that was parked when the job began
     */
    ParkedRun(
            Desk desk,
            Desk.Asker asker,
            ParkedBulk.Wanted wanted,
            long last,
            Job job,
            Actor by,
            ReadOnlyMode readOnly,
            Later later) {
        this.desk = desk;
        this.asker = asker;
        this.wanted = wanted;
        this.last = last;
        this.job = job;
        this.by = by;
        this.readOnly = readOnly;
        this.later = later;
        this.unseen = last + 1;
    }

    /** Begins, and tells when the job has ended. */
    void begin(Runnable whenEnded) {
        ended = whenEnded;
        tick();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what follows is done in any case
    private void tick() {
        CompletableFuture<Void> done;
        try {
            done = step(wanted.maxPerSecond());
            if (!drops()) {
                done = done.thenCompose(ignored -> lookForRepeats());
            }
        } catch (RuntimeException bug) {
            done = CompletableFuture.failedFuture(bug);
        }
        done.whenComplete((ignored, failure) -> {
            if (failure != null) {
                failed(failure);
            } else if (watch.isInVain() && !job.state().isEnd()) {
                end(
                        Job.State.STOPPED,
                        "Of 50 messages in a row, 20 were parked again, so their handler still"
                                + " fails. The rest stays parked.");
            } else if (!mayGoOn()) {
                // the job has ended
            } else if (next == 0 && ready.isEmpty()) {
                end(
                        Job.State.DONE,
                        drops()
                                ? "All that were parked are given up."
                                : "All messages that were parked are sent again.");
            } else {
                later.run(TICK, asker.port(), this::tick);
            }
        });
    }

    /** Returns whether nobody has ended the job; else it ends. */
    private boolean mayGoOn() {
        if (job.state() == Job.State.CANCELLING) {
            end(Job.State.CANCELLED, "It was cancelled. The rest stays parked.");
        } else if (readOnly.isOn()) {
            end(Job.State.STOPPED, "The server is read-only now. The rest stays parked.");
        }
        return !job.state().isEnd();
    }

    private void end(Job.State how, String sentence) {
        job.end(how, sentence);
        ended.run();
    }

    private void failed(Throwable failure) {
        Optional<Problem> problem = ProblemException.problemOf(failure);
        boolean isBusy = problem.filter(each -> each.code() == Code.BUSY).isPresent();
        if (isBusy && ++busy <= MAX_BUSY && mayGoOn()) {
            later.run(TICK, asker.port(), this::tick);
            return;
        }
        if (!job.state().isEnd()) {
            String why =
                    problem.map(Problem::detail)
                            .orElseGet(() -> ProblemException.causeOf(failure).toString());
            end(Job.State.FAILED, "It could not go on: " + why + ". The rest stays parked.");
        }
    }

    /** Redrives as many messages as are left of a second's. */
    private CompletableFuture<Void> step(int left) {
        if (left == 0 || !mayGoOn()) {
            return CompletableFuture.completedFuture(null);
        }
        if (ready.isEmpty()) {
            return next == 0
                    ? CompletableFuture.completedFuture(null)
                    : readPage().thenCompose(ignored -> step(left));
        }
        List<ParkedMessage> batch = new ArrayList<>();
        int most = Math.min(left, Operation.OnParked.MOST_MESSAGES);
        while (batch.size() < most && !ready.isEmpty()) {
            batch.add(ready.remove());
        }
        return carryOut(batch).thenCompose(ignored -> step(left - batch.size()));
    }

    private CompletableFuture<Void> readPage() {
        return desk.<ParkedPage>ask(
                        asker,
                        (engine, reply) ->
                                engine.parked(wanted.channel(), next, ParkedCount.PAGE, reply))
                .thenAccept(page -> {
                    page.messages().stream()
                            .filter(each -> each.sequence() <= last)
                            .filter(wanted.filter()::fits)
                            .forEach(ready::add);
                    next = page.next() > last ? 0 : page.next();
                });
    }

    private boolean drops() {
        return wanted.deed() == ParkedBulk.Deed.DROP;
    }

    /**
     * Redrives or drops messages. The engine refuses them all if one is refused, so the two halves
     * are tried then, down to the one.
     */
    private CompletableFuture<Void> carryOut(List<ParkedMessage> batch) {
        List<Long> sequences = batch.stream().map(ParkedMessage::sequence).toList();
        Operation operation =
                drops()
                        ? new Operation.DropParked(wanted.channel(), sequences)
                        : new Operation.RedriveParked(
                                wanted.channel(), sequences, wanted.republish());
        return desk.<Result>ask(asker, (engine, reply) -> engine.apply(operation, "", by, reply))
                .thenAccept(result -> {
                    busy = 0;
                    job.addDone(batch.size());
                    batch.forEach(each -> watch.sent(message(each)));
                })
                .exceptionallyCompose(failure -> refused(batch, failure));
    }

    private CompletableFuture<Void> refused(List<ParkedMessage> batch, Throwable failure) {
        boolean isAboutOne =
                ProblemException.problemOf(failure)
                        .map(Problem::code)
                        .filter(code -> code == Code.CONFLICT || code == Code.INVALID)
                        .isPresent();
        if (!isAboutOne) {
            batch.reversed().forEach(ready::addFirst);
            return CompletableFuture.failedFuture(failure);
        }
        if (batch.size() == 1) {
            return countAlone(batch.getFirst());
        }
        int half = batch.size() / 2;
        return carryOut(batch.subList(0, half))
                .thenCompose(ignored -> carryOut(batch.subList(half, batch.size())));
    }

    /**
     * Counts a message that cannot be redriven alone. If it is not parked any more, the first one
     * of its key has taken it along, or somebody else has redriven or dropped it.
     */
    private CompletableFuture<Void> countAlone(ParkedMessage one) {
        return desk.<ParkedPage>ask(
                        asker,
                        (engine, reply) ->
                                engine.parked(wanted.channel(), one.sequence(), 1, reply))
                .thenAccept(page -> {
                    boolean isParked =
                            page.messages().stream()
                                    .anyMatch(each -> each.sequence() == one.sequence());
                    if (isParked) {
                        job.addRefused(1);
                    } else {
                        job.addDone(1);
                        watch.sent(message(one));
                    }
                });
    }

    private static RepeatWatch.Message message(ParkedMessage each) {
        return new RepeatWatch.Message(each.note().position(), each.note().sequence());
    }

    private CompletableFuture<Void> lookForRepeats() {
        return desk.<ParkedPage>ask(
                        asker,
                        (engine, reply) ->
                                engine.parked(wanted.channel(), unseen, ParkedCount.PAGE, reply))
                .thenCompose(page -> {
                    for (ParkedMessage each : page.messages()) {
                        unseen = Math.max(unseen, each.sequence() + 1);
                        if (watch.parked(message(each))) {
                            job.addParkedAgain(1);
                        }
                    }
                    return page.next() == 0
                            ? CompletableFuture.completedFuture(null)
                            : lookForRepeats();
                });
    }
}
