package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.are;
import static dev.stanchion.engine.admin.Sentences.count;
import static dev.stanchion.engine.admin.Sentences.duration;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.client.Session;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Pauses deliveries of a channel or of one of its positions. On the shard of the channel. */
final class Pausing {
    private static final long LONGEST_NANOS = 366L * 24 * 3600 * 1_000_000_000;
    private static final int LONGEST_REASON = 256;

    private final Channel channel;
    private final @Nullable Dispatcher only;
    private final long nowEpochNanos;
    private final String name;

    /**
     * @param only the position that is meant; null for the whole channel
     */
    Pausing(Channel channel, @Nullable Dispatcher only, long nowEpochNanos) {
        this.channel = channel;
        this.only = only;
        this.nowEpochNanos = nowEpochNanos;
        this.name =
                only == null
                        ? channel.channel()
                        : only.name().described() + " on " + channel.channel();
    }

    private List<Dispatcher> positions() {
        Dispatcher one = only;
        return one == null ? channel.interest().positions() : List.of(one);
    }

    private @Nullable Pause current() {
        Dispatcher one = only;
        if (one == null) {
            return channel.interest().pause(nowEpochNanos);
        }
        return one.pauses().stream().filter(each -> !each.ofChannel()).findFirst().orElse(null);
    }

    /**
     * Plans a pause, which takes the place of another one.
     *
     * @param forNanos 0 for as long as nobody ends it
     */
    Prepared pause(Operation operation, long forNanos, String reason, String user) {
        long unsent = positions().stream().mapToLong(one -> Views.unsentOf(channel, one)).sum();
        long inFlight = positions().stream().mapToLong(Views::pendingOf).sum();
        String summary =
                "%s is paused %s. %s %s, %s in flight; acknowledgements count, and clients notice"
                                .formatted(
                                        name,
                                        forNanos == 0
                                                ? "until somebody resumes it"
                                                : "for " + duration(forNanos),
                                        count(unsent, "message"),
                                        unsent == 1 ? "waits" : "wait",
                                        count(inFlight, "message"))
                        + " nothing.";
        Plan plan = plan(operation, summary, warnings(forNanos), whyNotPaused(forNanos, reason));
        long until = forNanos == 0 ? Long.MAX_VALUE : nowEpochNanos + forNanos;
        Pause pause = new Pause(only == null, user, nowEpochNanos, until, reason);
        return new Prepared(plan, Optional.of(resuming(operation)), done -> begin(pause, done));
    }

    private static Operation resuming(Operation operation) {
        return operation instanceof Operation.Pause pause
                ? new Operation.Resume(pause.channel(), pause.position())
                : new Operation.ResumeChannel(operation.target());
    }

    private static @Nullable Failure whyNotPaused(long forNanos, String reason) {
        if (forNanos < 0 || forNanos > LONGEST_NANOS) {
            return new Failure.Invalid("/for", "A pause takes up to 366 days.");
        }
        return reason.length() > LONGEST_REASON
                ? new Failure.Invalid(
                        "/reason", "A reason has up to " + LONGEST_REASON + " characters.")
                : null;
    }

    /** Names the limits that may remove messages meanwhile, although they were not sent. */
    private List<Warning> warnings(long forNanos) {
        ChannelLimits limits = channel.limits();
        List<Warning> warnings = new ArrayList<>();
        if (limits.maxMessages() > 0) {
            warnings.add(
                    new Warning(
                            "max-messages",
                            "The channel keeps %s and has %s: older ones are removed, also if they"
                                            .formatted(
                                                    count(limits.maxMessages(), "message"),
                                                    Sentences.number(
                                                            channel.messages().messageCount()))
                                    + " were not sent."));
        }
        if (limits.maxBytes() > 0) {
            warnings.add(
                    new Warning(
                            "max-bytes",
                            "The channel keeps %s and has %s: older messages are removed, also if"
                                            .formatted(
                                                    count(limits.maxBytes(), "byte"),
                                                    Sentences.number(
                                                            channel.messages().byteCount()))
                                    + " they were not sent."));
        }
        if (limits.maxAgeNanos() > 0 && (forNanos == 0 || forNanos > limits.maxAgeNanos() / 2)) {
            warnings.add(
                    new Warning(
                            "max-age",
                            "Messages are removed when they are %s old, also if they were not sent."
                                    .formatted(duration(limits.maxAgeNanos()))));
        }
        if (positions().isEmpty()) {
            warnings.add(
                    new Warning(
                            "not-recorded",
                            "The channel has no position that could record it, so a restart of the"
                                    + " server ends the pause."));
        }
        return warnings;
    }

    private void begin(Pause pause, Reply<Long> done) {
        Dispatcher one = only;
        if (one == null) {
            channel.interest().pause(pause);
        } else {
            one.pause(pause);
        }
        record(done);
    }

    /** Plans to end a pause. */
    Prepared resume(Operation operation) {
        Pause paused = current();
        Failure refusal =
                paused == null ? new Failure.Invalid("/target", name + " is not paused.") : null;
        long due = positions().stream().mapToLong(Views::pendingOf).sum();
        String summary =
                "%s goes on; %s in flight %s sent again when %s due."
                        .formatted(
                                name,
                                count(due, "message"),
                                are(due),
                                due == 1 ? "it is" : "they are");
        Plan plan = plan(operation, summary, List.of(), refusal);
        // one whose end has passed is a pause still, if the time of day was set forward
        Optional<Operation> undo =
                paused == null || paused.untilEpochNanos() <= nowEpochNanos
                        ? Optional.empty()
                        : Optional.of(pausing(operation, paused));
        return new Prepared(plan, undo, this::end);
    }

    private Operation pausing(Operation operation, Pause paused) {
        long left =
                paused.untilEpochNanos() == Long.MAX_VALUE
                        ? 0
                        : paused.untilEpochNanos() - nowEpochNanos;
        return operation instanceof Operation.Resume resume
                ? new Operation.Pause(resume.channel(), resume.position(), left, paused.reason())
                : new Operation.PauseChannel(channel.channel(), left, paused.reason());
    }

    private void end(Reply<Long> done) {
        Dispatcher one = only;
        if (one == null) {
            channel.interest().endPause();
        } else {
            one.endPause(false);
        }
        List<Dispatcher> resumed = positions();
        record(
                Reply.of(
                        recorded -> {
                            resumed.forEach(Dispatcher::goOn);
                            done.succeeded(recorded);
                        },
                        why -> {
                            resumed.forEach(Dispatcher::goOn);
                            done.failed(why);
                        }));
    }

    private void record(Reply<Long> done) {
        for (Dispatcher position : positions()) {
            // one that still looks up where it begins is recorded, with its pause, when it knows
            if (position.isPlaced()) {
                position.subscriptions().forEach(each -> channel.records().put(each.record()));
            }
        }
        channel.flush(Failures.whenDurable(done));
    }

    private Plan plan(
            Operation operation,
            String summary,
            List<Warning> warnings,
            @Nullable Failure refusal) {
        TreeSet<String> clients = new TreeSet<>();
        for (Dispatcher position : positions()) {
            PositionDeeds.users(position).stream().map(Session::clientId).forEach(clients::add);
        }
        Effects effects = new Effects(0, 0, 0, 0, 0, 0, List.copyOf(clients));
        PlanState state = new PlanState(operation.hashCode(), channel.incarnation(), 0, 0, 0, 0);
        return new Plan(
                operation, summary, state.text(), effects, warnings, Optional.ofNullable(refusal));
    }
}
