package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Actor;
import dev.stanchion.engine.admin.Difference;
import dev.stanchion.engine.admin.Effects;
import dev.stanchion.engine.admin.PositionState;
import dev.stanchion.protocol.NearName;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.api.ParkedCount.Count;
import dev.stanchion.server.api.access.ReadOnlyMode;
import dev.stanchion.server.api.job.Job;
import dev.stanchion.server.api.job.Jobs;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Later;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redrives or drops many parked messages by a job: all that are parked now, or those of a position
 * or with a reason. Its plan counts them. Confined to the port's thread.
 */
final class ParkedBulk {
    static final int USUAL_PER_SECOND = 100;
    static final int MAX_PER_SECOND = 10_000;

    /** The parameters of a drop. */
    static final Set<String> PARAMETERS =
            Set.of("dry_run", "all", "group", "durable", "client", "reason");

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final long MOST_MORE = 1000;
    private static final long PERCENT = 10;
    private static final Pattern STATE =
            Pattern.compile("parked:([0-9a-f]{1,8}):(\\d{1,18}):(\\d{1,18})");

    private final Desk desk;
    private final Jobs jobs;
    private final ReadOnlyMode readOnly;
    private final JobLog log;
    private final Later later;

    /** What the job does with each parked message. */
    enum Deed {
        REDRIVE("redrive"),
        DROP("drop");

        private final String kind;

        Deed(String kind) {
            this.kind = kind;
        }
    }

    /**
     * Which messages are meant, and what is done to them.
     *
     * @param channel of the parked messages
     * @param republish whether messages whose original or position is gone are published anew
     */
    record Wanted(
            String channel, ParkedFilter filter, Deed deed, boolean republish, int maxPerSecond) {
        /** Returns the channel from which the messages come. */
        String origin() {
            return ParkedNote.originOf(channel);
        }
    }

    ParkedBulk(Desk desk, Jobs jobs, ReadOnlyMode readOnly, JobLog log, Later later) {
        this.desk = desk;
        this.jobs = jobs;
        this.readOnly = readOnly;
        this.log = log;
        this.later = later;
    }

    /** Returns whether a body wants more than single messages. */
    static boolean isWanted(JsonBody body) {
        return !body.has("sequences");
    }

    CompletionStage<Reply> redrive(Question question) {
        return run(question, redriving(question));
    }

    CompletionStage<Reply> drop(Question question) {
        return run(question, dropping(question));
    }

    private CompletionStage<Reply> run(Question question, Wanted wanted) {
        question.requireConfirmation();
        return new ParkedCount(desk, Desk.Asker.of(question), wanted.channel(), wanted.filter())
                .run()
                .thenCompose(count -> {
                    if (count.found() == 0) {
                        return none(question, wanted, count);
                    }
                    return CompletableFuture.completedFuture(
                            question.isDryRun()
                                    ? Reply.json(OK, plan(wanted, count))
                                    : begun(question, wanted, count));
                });
    }

    private static Wanted dropping(Question question) {
        String channel = ParkedResource.channel(question);
        question.body().end();
        ParkedFilter filter = ParkedFilter.read(question.query());
        requireFilter(question.query().flag("all"), filter);
        return new Wanted(channel, filter, Deed.DROP, false, MAX_PER_SECOND);
    }

    private static Wanted redriving(Question question) {
        String channel = ParkedResource.channel(question);
        JsonBody body = question.body();
        boolean all = body.truth("all").orElse(false);
        ParkedFilter filter = ParkedFilter.read(body);
        boolean republish = body.truth("republish").orElse(false);
        int perSecond =
                (int) body.number("maxPerSecond", 1, MAX_PER_SECOND).orElse(USUAL_PER_SECOND);
        body.end();
        requireFilter(all, filter);
        return new Wanted(channel, filter, Deed.REDRIVE, republish, perSecond);
    }

    private static void requireFilter(boolean all, ParkedFilter filter) {
        if (!all && filter.isEmpty()) {
            throw new ProblemException(
                    Problem.invalid(
                            "/",
                            "expected: sequences, or all: true, or at least one of group, durable,"
                                    + " client and reason"));
        }
    }

    /** Says what there is instead, if there is such a channel. */
    private CompletionStage<Reply> none(Question question, Wanted wanted, Count count) {
        return desk.<List<PositionState>>ask(
                        question, (engine, reply) -> engine.positions(wanted.origin(), reply))
                .thenApply(positions -> {
                    throw new ProblemException(noneFits(wanted, count));
                });
    }

    private static Problem noneFits(Wanted wanted, Count count) {
        if (count.positions().isEmpty()) {
            return Problem.of(
                    Code.CONFLICT, "no message of %s is parked".formatted(wanted.origin()));
        }
        List<String> there = count.positions().stream().sorted().toList();
        Problem none =
                Problem.of(
                                Code.CONFLICT,
                                "no parked message of %s fits: %s"
                                        .formatted(wanted.origin(), wanted.filter().text()))
                        .withRemedy("parked are messages of: " + String.join(", ", there));
        List<String> near = NearName.of(wanted.filter().position(), there).stream().toList();
        return near.isEmpty() ? none : none.withNear(near);
    }

    private static String state(Wanted wanted, Count count) {
        return "parked:%x:%d:%d".formatted(hash(wanted), count.last(), count.found());
    }

    private static int hash(Wanted wanted) {
        return Objects.hash(
                wanted.filter(), wanted.channel(), wanted.deed().kind, wanted.republish());
    }

    private static String plan(Wanted wanted, Count count) {
        long found = count.found();
        boolean drops = wanted.deed() == Deed.DROP;
        String summary =
                "%d parked %s of %s %s %s."
                        .formatted(
                                found,
                                found == 1 ? "message" : "messages",
                                wanted.origin(),
                                found == 1 ? "is" : "are",
                                drops ? dropped(wanted) : redriven(wanted, found));
        Effects effects = new Effects(drops ? 0 : found, 0, 0, drops ? found : 0, 0, 0, List.of());
        return Json.object(out -> {
            out.writeBooleanProperty("dryRun", true);
            out.writeStringProperty("state", state(wanted, count));
            out.writeStringProperty("summary", summary);
            PlanJson.writeEffects(out, effects);
            out.writeArrayPropertyStart("warnings");
            out.writeEndArray();
        });
    }

    private static String dropped(Wanted wanted) {
        return "given up: those of %s. Nobody will get them any more"
                .formatted(wanted.filter().text());
    }

    private static String redriven(Wanted wanted, long found) {
        return "sent again to %s, at most %d a second: about %d s"
                .formatted(
                        wanted.filter().text(),
                        wanted.maxPerSecond(),
                        Math.ceilDiv(found, wanted.maxPerSecond()));
    }

    private Reply begun(Question question, Wanted wanted, Count count) {
        List<Difference> differences =
                question.stateToHold()
                        .map(state -> differences(state, wanted, count))
                        .orElse(List.of());
        if (!differences.isEmpty()) {
            throw new ProblemException(
                    FailureProblem.stateChanged(
                            "other messages are parked than in the plan",
                            plan(wanted, count),
                            differences));
        }
        Job job =
                jobs.begin(
                        new Job.Subject(
                                wanted.deed().kind,
                                wanted.origin(),
                                question.caller().user(),
                                count.found()));
        Actor by = question.actor();
        new ParkedRun(desk, Desk.Asker.of(question), wanted, count.last(), job, by, readOnly, later)
                .begin(() -> log.ended(job, by, question.caller()));
        return Reply.json(ACCEPTED, job.json())
                .with("Location", ManagementApi.ROOT + "/jobs/" + job.id());
    }

    /** Returns what keeps a plan from being carried out; nothing if little has changed. */
    private static List<Difference> differences(String state, Wanted wanted, Count now) {
        Optional<Matcher> planned = Optional.of(STATE.matcher(state)).filter(Matcher::matches);
        if (planned.isEmpty() || (int) Long.parseLong(planned.get().group(1), 16) != hash(wanted)) {
            return List.of(
                    new Difference(
                            "operation",
                            "another one, or with other arguments",
                            "%s %s of %s"
                                    .formatted(
                                            wanted.deed().kind,
                                            wanted.filter().text(),
                                            wanted.origin())));
        }
        long last = Long.parseLong(planned.get().group(2));
        long found = Long.parseLong(planned.get().group(3));
        long more = now.found() - found;
        if (now.last() >= last && more <= MOST_MORE && more <= found * PERCENT / 100) {
            return List.of();
        }
        List<Difference> differences = new ArrayList<>();
        Difference.ofNumber("lastSequence", last, now.last()).ifPresent(differences::add);
        Difference.ofNumber("messages", found, now.found()).ifPresent(differences::add);
        return differences;
    }
}
