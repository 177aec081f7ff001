package dev.stanchion.server.api.job;

import dev.stanchion.server.http.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One piece of work with its progress. Confined to the port's thread. */
public final class Job {
    private final String id;
    private final Subject subject;
    private final Clock clock;
    private final LongSupplier nanoClock;
    private final Instant began;
    private State state = State.RUNNING;
    private String sentence = "";
    private long done;
    private long refused;
    private long parkedAgain;
    private @Nullable Instant ended;
    private long endedNanos;

    /**
     * What a job is about. Immutable.
     *
     * @param kind {@code redrive}
     * @param channel on which it works
     * @param user who has begun it
     * @param total how many messages it concerns
     */
    public record Subject(String kind, String channel, String user, long total) {}

    /** Where a job stands. */
    public enum State {
        /** It goes on. */
        RUNNING,
        /** Somebody has ended it, and its last step is under way. */
        CANCELLING,
        /** It has done what it was to do. */
        DONE,
        /** Somebody has ended it. */
        CANCELLED,
        /** It has ended itself, because going on would do harm. */
        STOPPED,
        /** It could not go on. */
        FAILED;

        /** Returns whether nothing more comes. */
        public boolean isEnd() {
            return this != RUNNING && this != CANCELLING;
        }
    }

    Job(String id, Subject subject, Clock clock, LongSupplier nanoClock) {
        this.id = id;
        this.subject = subject;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.began = clock.instant();
    }

    public String id() {
        return id;
    }

    public Subject subject() {
        return subject;
    }

    public State state() {
        return state;
    }

    /** Returns how many messages are done. */
    public long done() {
        return done;
    }

    /** Counts messages that are done. */
    public void addDone(int messages) {
        done += messages;
    }

    /** Counts messages that could not be done. */
    public void addRefused(int messages) {
        refused += messages;
    }

    /** Counts messages that were done in vain. */
    public void addParkedAgain(int messages) {
        parkedAgain += messages;
    }

    /** Asks the job to end after its step. */
    public void cancel() {
        if (state == State.RUNNING) {
            state = State.CANCELLING;
        }
    }

    /** Ends the job, with a sentence that says how. */
    public void end(State how, String why) {
        if (!state.isEnd()) {
            state = how;
            sentence = why;
            ended = clock.instant();
            endedNanos = nanoClock.getAsLong();
        }
    }

    /** Returns whether the job ended this long ago. */
    boolean hasEndedFor(long nanos) {
        return state.isEnd() && nanoClock.getAsLong() - endedNanos >= nanos;
    }

    /** Returns how long it has worked, or works up to now. */
    public long lastedMillis() {
        Instant end = Optional.ofNullable(ended).orElseGet(clock::instant);
        return Duration.between(began, end).toMillis();
    }

    /** Returns the job in JSON. */
    public String json() {
        return Json.object(out -> {
            out.writeStringProperty("id", id);
            out.writeStringProperty("kind", subject.kind());
            out.writeStringProperty("channel", subject.channel());
            out.writeStringProperty("user", subject.user());
            out.writeStringProperty("state", state.name().toLowerCase(Locale.ROOT));
            out.writeStringProperty("began", Json.time(began));
            Optional.ofNullable(ended)
                    .ifPresent(time -> out.writeStringProperty("ended", Json.time(time)));
            out.writeNumberProperty("total", subject.total());
            out.writeNumberProperty("done", done);
            out.writeNumberProperty("refused", refused);
            out.writeNumberProperty("parkedAgain", parkedAgain);
            if (!sentence.isEmpty()) {
                out.writeStringProperty("sentence", sentence);
            }
        });
    }
}
