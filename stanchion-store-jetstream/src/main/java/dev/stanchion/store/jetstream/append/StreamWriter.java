package dev.stanchion.store.jetstream.append;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import dev.stanchion.store.jetstream.figures.Cause;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import dev.stanchion.store.remote.Outage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one stream. One batch is under way at a time, and what is added meanwhile is the next
 * one: the slower the cluster, the bigger the batch. Confined to the shard.
 */
public final class StreamWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);
    private static final long ANSWER_NANOS = 2_000_000_000L;
    private static final long FIRST_PAUSE_NANOS = 20_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 500_000_000L;

    /** How often a recovery may follow a recovery before publishers are told. */
    private static final int MAX_QUIET_ATTEMPTS = 8;

    /** How often the leader must say that it lacks what it had acknowledged. */
    private static final int TIMES_UNTIL_BELIEVED = 6;

    /** How many messages of gaps the stream has at most; its limits leave room for them. */
    private static final int GAP_SLICE = 2 * BatchSender.MAX_BATCH;

    private final Inbox inbox;
    private final ClusterLink link;
    private final JetStreamApi api;
    private final Target target;
    private final StreamOwner owner;
    private final Inbox.Branch branch;
    private final BatchSender sender;
    private final byte[] gapSubject;
    private final Outage outage;
    private final Deque<Outgoing> queue = new ArrayDeque<>();
    private final ClusterListener connection = new Connection();
    private State state = State.IDLE;
    private long last;
    private int generation;
    private int inFlight;
    private int gapsThere;
    private boolean hasGapsToClear;
    private boolean isLookWanted;
    private boolean mustConfirm;
    private boolean readsDirectly = true;
    private @Nullable Timer timer;
    private @Nullable Runnable onIdle;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private int attempts;
    private int timesBehind;
    private long behindAt;
    private long sentNanos;
    private boolean isSilent;
    private long silentSinceNanos;

    /**
     * What is written to.
     *
     * @param place the channel or bucket, as errors name it
     * @param gapSubject a subject of the stream that has no messages of its own; empty if the
     *     stream needs no gaps
     * @param patience how long messages wait for a cluster that does not answer
     * @param figures counts what is written
     */
    public record Target(
            String stream,
            String place,
            String gapSubject,
            Duration patience,
            StoreFigures figures) {}

    /** The state of the writer. Only {@link #to} changes it. */
    private enum State {
        /** Nothing is under way: to IN_FLIGHT, CLEARING or RECOVERING. */
        IDLE,
        /** A batch waits for its answer: to IDLE or RECOVERING. */
        IN_FLIGHT,
        /** Messages of a gap are being removed: to IDLE or RECOVERING. */
        CLEARING,
        /** It is being found out what the stream has: to IDLE. */
        RECOVERING,
        /** The writer does nothing any more. */
        CLOSED
    }

    /**
     * @param last the last sequence of the stream
     */
    public StreamWriter(
            Inbox inbox, JetStreamApi api, Target target, StreamOwner owner, long last) {
        this.inbox = inbox;
        this.link = inbox.link();
        this.api = api;
        this.target = target;
        this.owner = owner;
        this.last = last;
        this.branch = inbox.open(this::onAnswer);
        this.sender = new BatchSender(inbox, branch, queue);
        this.gapSubject = target.gapSubject().getBytes(StandardCharsets.US_ASCII);
        this.outage =
                new Outage(
                        "the NATS cluster",
                        link.shard()::elapsedNanos,
                        target.patience(),
                        new Gate());
        inbox.listen(connection);
    }

    Target target() {
        return target;
    }

    JetStreamApi api() {
        return api;
    }

    StreamOwner owner() {
        return owner;
    }

    Deque<Outgoing> queue() {
        return queue;
    }

    /** Returns the last sequence that the stream is known to have. */
    public long last() {
        return last;
    }

    /** Records that the stream has everything up to a sequence. */
    void reached(long sequence) {
        last = sequence;
        attempts = 0;
    }

    /** Records that the stream has messages of a gap, which must be removed. */
    void hasGapsThere() {
        hasGapsToClear = true;
    }

    /** Returns whether everything that was added is in the stream or lost. */
    public boolean isIdle() {
        return queue.isEmpty() && (state == State.IDLE || state == State.CLOSED);
    }

    /** Returns how many messages and gaps the stream does not have yet. */
    public int waiting() {
        return queue.size();
    }

    /** Adds a message, which {@link #flush} sends. */
    public void add(Outgoing message) {
        queue.add(message);
    }

    /**
     * Adds a gap of sequences.
     *
     * @param isInEmptyStream whether the stream has no messages
     */
    public void skip(long numbers, boolean isInEmptyStream) {
        queue.add(Outgoing.gap(gapSubject, numbers, isInEmptyStream));
    }

    /** Sends what waits, unless something is under way. */
    public void flush() {
        if (state != State.IDLE) {
            return;
        }
        if (queue.isEmpty()) {
            runOnIdle();
            if (isLookWanted && state == State.IDLE) {
                lookNow();
            }
            return;
        }
        Outgoing head = queue.getFirst();
        if (head.isGap() && head.isInEmptyStream()) {
            skipAtOnce(head);
        } else {
            send();
        }
    }

    /**
     * Finds out whether others have written to the stream. If something is under way, that comes
     * first, and finds it, too.
     */
    public void look() {
        isLookWanted = true;
        flush();
    }

    private void lookNow() {
        isLookWanted = false;
        generation++;
        to(State.RECOVERING);
        new Recovery(this, generation).begin();
    }

    /** Runs a task once when everything that was added is in the stream or lost. */
    public void whenIdle(Runnable task) {
        onIdle = task;
        if (isIdle()) {
            runOnIdle();
        }
    }

    private void runOnIdle() {
        Runnable task = onIdle;
        onIdle = null;
        if (task != null) {
            task.run();
        }
    }

    private void send() {
        inFlight = sender.begin(generation);
        to(State.IN_FLIGHT);
        sentNanos = link.shard().elapsedNanos();
        if (sender.publish(last)) {
            timer = link.shard().schedule(ANSWER_NANOS, this::onSilence);
        } else {
            recoverFromSilence(Cause.DISCONNECTED, "no connection to the NATS cluster");
        }
    }

    private void onSilence() {
        recoverFromSilence(Cause.SILENCE, "no answer within 2 s");
    }

    private void onAnswer(ClusterMessage message) {
        if (state != State.IN_FLIGHT || !sender.isAnsweredBy(Inbox.tail(message, branch))) {
            return; // an answer to a batch of the past
        }
        switch (BatchAnswer.of(message, inFlight)) {
            case BatchAnswer.Progress ignored -> {}
            case BatchAnswer.Stored stored -> onStored(stored);
            case BatchAnswer.Full full -> {
                lose(StoreException.Kind.FULL, full.text());
                recover(Cause.FULL, full.text());
            }
            case BatchAnswer.Unclear unclear -> onUnclear(unclear.text());
        }
    }

    private void onUnclear(String why) {
        if (attempts > MAX_QUIET_ATTEMPTS) {
            recoverFromSilence(
                    Cause.REFUSED, "stream " + target.stream() + " takes no messages: " + why);
        } else {
            recover(Cause.REFUSED, why);
        }
    }

    private void onStored(BatchAnswer.Stored stored) {
        if (stored.count() < inFlight) {
            recover(Cause.FOREIGN, "somebody else has written to the stream");
        } else if (stored.sequence() != last + inFlight) {
            stopAsCorrupt(
                    "the stream has put a message at sequence %d (expected: %d)"
                            .formatted(stored.sequence(), last + inFlight));
        } else {
            stopTimer();
            to(State.IDLE);
            succeeded();
            target.figures().stored(inFlight, link.shard().elapsedNanos() - sentNanos);
            last = stored.sequence();
            if (queue.getFirst().isGap()) {
                onGapStored();
            } else {
                for (int i = 0; i < inFlight; i++) {
                    queue.removeFirst();
                }
                owner.onDurable(last);
                flush();
            }
        }
    }

    private void succeeded() {
        pauseNanos = FIRST_PAUSE_NANOS;
        attempts = 0;
        outage.ended();
        silenceEnds();
    }

    private void silenceEnds() {
        if (isSilent) {
            isSilent = false;
            target.figures().silenceEnds(link.shard().elapsedNanos() - silentSinceNanos);
        }
    }

    private void onGapStored() {
        Outgoing gap = queue.getFirst();
        gap.taken(inFlight);
        gapsThere += inFlight;
        if (gap.numbers() == 0) {
            queue.removeFirst();
        }
        if (gap.numbers() == 0 || gapsThere >= GAP_SLICE) {
            clearGaps();
        } else {
            flush();
        }
    }

    private void clearGaps() {
        to(State.CLEARING);
        hasGapsToClear = true;
        api.purgeSubject(
                target.stream(),
                target.gapSubject(),
                new Cleared(() -> {
                    gapsThere = 0;
                    hasGapsToClear = false;
                }));
    }

    private void skipAtOnce(Outgoing gap) {
        to(State.CLEARING);
        long reached = last + gap.numbers();
        api.purgeUpTo(
                target.stream(),
                reached + 1,
                new Cleared(() -> {
                    last = reached;
                    queue.removeFirst();
                }));
    }

    /** Goes on when messages have been removed. */
    private final class Cleared implements ApiOutcome<JsonObject> {
        private final int asked = generation;
        private final Runnable then;

        Cleared(Runnable then) {
            this.then = then;
        }

        @Override
        public void succeeded(JsonObject answer) {
            if (state == State.CLEARING && asked == generation) {
                then.run();
                to(State.IDLE);
                StreamWriter.this.succeeded();
                flush();
            }
        }

        @Override
        public void failed(ApiFailure why) {
            if (state == State.CLEARING && asked == generation) {
                recoverFromSilence(Cause.SILENCE, why.text());
            }
        }
    }

    /** Recovers because the cluster does not answer. */
    private void recoverFromSilence(Cause cause, String why) {
        if (!isSilent) {
            isSilent = true;
            silentSinceNanos = link.shard().elapsedNanos();
            target.figures().silenceBegins();
        }
        if (outage.goesOn(why)) {
            lose(StoreException.Kind.IO, outage.reason(why));
        }
        recover(cause, why);
    }

    /** Finds out what the stream has, and goes on from there. */
    private void recover(Cause cause, String why) {
        target.figures().recovers(cause);
        stopTimer();
        generation++;
        attempts++;
        to(State.RECOVERING);
        LOG.debug("{}: recovering: {}", target.place(), why);
        Recovery recovery = new Recovery(this, generation);
        if (attempts == 1) {
            recovery.begin(); // the first attempt needs no pause
        } else {
            timer = link.shard().schedule(pauseNanos, recovery::begin);
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        }
    }

    /**
     * Says what the stream can do. Streams that the store has made can do both.
     *
     * @param batches whether it takes batches; if not, one message is under way at a time
     * @param directGets whether any replica answers reads; if not, the leader is asked
     */
    public void streamHas(boolean batches, boolean directGets) {
        sender.takesBatches(batches);
        readsDirectly = directGets;
    }

    boolean readsDirectly() {
        return readsDirectly;
    }

    /** Tells whether a recovery is still wanted. */
    boolean isCurrent(int recovery) {
        return state == State.RECOVERING && generation == recovery;
    }

    /**
     * Records that another Stanchion has written to the stream. Nothing is sent until the owner has
     * confirmed that this process is active.
     */
    void metAnother() {
        mustConfirm = true;
    }

    boolean mustConfirm() {
        return mustConfirm;
    }

    /** Records that this process has had the lease after the recovery's look at the stream. */
    void confirmed() {
        mustConfirm = false;
    }

    /** Goes on after a recovery that has found out what the stream has. */
    void recovered() {
        if (state == State.CLOSED) {
            return; // the owner goes no further
        }
        to(State.IDLE);
        if (queue.isEmpty()) {
            succeeded();
        }
        if (hasGapsToClear) {
            clearGaps();
        } else {
            flush();
        }
    }

    /** Tries again after a recovery that has failed. */
    void recoverAgain(String why) {
        recoverFromSilence(Cause.REPEATED, why);
    }

    /**
     * Tells whether the stream really ends before what it had acknowledged. A new leader may not
     * have applied everything yet, so it is asked several times.
     */
    boolean believes(long streamLast) {
        timesBehind = streamLast == behindAt ? timesBehind + 1 : 1;
        behindAt = streamLast;
        return timesBehind >= TIMES_UNTIL_BELIEVED;
    }

    /** The stream ends before what it had acknowledged. */
    void behind(long streamLast) {
        owner.onBehind(streamLast, last);
        timesBehind = 0;
        if (state == State.CLOSED) {
            return;
        }
        if (gapSubject.length > 0) {
            queue.addFirst(Outgoing.gap(gapSubject, last - streamLast, false));
        }
        last = streamLast;
    }

    /** Ends the writer, and loses what waits: the stream cannot be used any more. */
    public void stopAsCorrupt(String why) {
        if (state == State.CLOSED) {
            return;
        }
        stopTimer();
        StoreException reason =
                new StoreException(StoreException.Kind.CORRUPT, "append", target.place(), why);
        LOG.error("{}: {}. The channel takes no further messages", target.place(), why);
        owner.refuse(reason);
        queue.clear();
        to(State.CLOSED);
        owner.onLost(reason);
        runOnIdle();
    }

    private void lose(StoreException.Kind kind, String why) {
        if (!queue.isEmpty()) {
            queue.clear();
            owner.onLost(new StoreException(kind, "append", target.place(), why));
        }
    }

    /** Ends the writer. What waits is neither sent nor reported. */
    public void close() {
        stopTimer();
        silenceEnds();
        inbox.close(branch);
        inbox.forget(connection);
        queue.clear();
        to(State.CLOSED);
        runOnIdle();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void to(State next) {
        LOG.trace("{}: {} to {}", target.place(), state, next);
        state = next;
    }

    /** Passes on whether publishers wait or are refused. */
    private final class Gate implements Outage.Gate {
        @Override
        public void refuse(StoreException.Kind kind, String reason) {
            owner.refuse(new StoreException(kind, "append", target.place(), reason));
        }

        @Override
        public void open() {
            owner.accept();
        }
    }

    /** Recovers when the answer to a batch cannot come any more. */
    private final class Connection implements ClusterListener {
        @Override
        public void onUp() {}

        @Override
        public void onDown() {
            if (state == State.IN_FLIGHT) {
                recoverFromSilence(
                        Cause.DISCONNECTED, "the connection to the NATS cluster is lost");
            }
        }

        /** The server does not let this user publish: it never answers such a message. */
        @Override
        public void onComplaint(String text) {
            if (state == State.IN_FLIGHT && ApiFailure.isForbidden(text, subjectInFlight())) {
                lose(
                        StoreException.Kind.IO,
                        text + "; grant this user: publish to " + subjectInFlight());
                recover(Cause.REFUSED, text);
            }
        }

        private String subjectInFlight() {
            Outgoing head = queue.peekFirst();
            return head == null ? "" : new String(head.subject(), StandardCharsets.US_ASCII);
        }
    }
}
