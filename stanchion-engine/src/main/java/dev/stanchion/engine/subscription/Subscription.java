package dev.stanchion.engine.subscription;

import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.SubscriptionRecord;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's interest in a channel, alone or as a member of a queue group: its unacknowledged
 * messages and its progress.
 *
 * <p>A durable keeps its object while it is offline, and a client that resumes it gives it new
 * {@link Terms}.
 */
@ShardOwned
public final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final long id;
    private final Dispatcher dispatcher;
    private final RedeliveryCounts counts;
    private final AckWindow window = new AckWindow();
    private final Redelivery redelivery;
    private final AckInbox ackInbox;
    private final Presence presence = new Presence(this);
    private final Congestion congestion;
    private Terms terms;
    private Destination inbox;
    private @Nullable Client client;
    private Phase phase = Phase.OPENING;
    private long lastSent;
    private long sentAgain;

    /** How many pending messages wait without a place in its max in flight. */
    private int away;

    private long offlineSinceNanos;
    private boolean wasOfflineAtStart;

    /** Creates a subscription that is opening; {@link #listen} and {@link #opened} follow. */
    public Subscription(long id, Dispatcher dispatcher, Terms terms, @Nullable Client client) {
        this.id = id;
        this.dispatcher = dispatcher;
        this.counts = dispatcher.counts();
        this.terms = terms;
        this.client = client;
        this.inbox = Subjects.destination(delivery().bus(), terms.inbox());
        this.redelivery = new Redelivery(this, dispatcher, window);
        this.ackInbox = new AckInbox(dispatcher.source(), this::acknowledged);
        this.congestion = new Congestion(delivery(), () -> dispatcher.ready(this));
    }

    public long id() {
        return id;
    }

    /** Returns the position that its new messages come from: its own or its group's. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public Terms terms() {
        return terms;
    }

    /** Returns the client that uses it; null for an unused durable. */
    public @Nullable Client client() {
        return client;
    }

    /** Returns the highest sequence ever sent to it. */
    public long lastSent() {
        return lastSent;
    }

    /** Returns how many messages it was sent and has not acknowledged. */
    public int pending() {
        return window.size();
    }

    /** Returns how many acknowledgements came from it in this run. */
    public long acknowledgements() {
        return ackInbox.count();
    }

    /** Returns how often it was sent a message again in this run. */
    public long sentAgain() {
        return sentAgain;
    }

    /**
     * Returns its lowest unacknowledged sequence; {@link Long#MAX_VALUE} if there is none. Visits
     * all of them.
     */
    public long lowestPending() {
        return window.lowest();
    }

    /** Returns its lowest unacknowledged sequences in ascending order. Visits all of them. */
    public long[] lowestPending(int most) {
        long[] all = window.ascending();
        return all.length <= most ? all : Arrays.copyOf(all, most);
    }

    /** Returns when an unacknowledged message is due again, as elapsed time. */
    public long deadlineNanos(long sequence) {
        return window.deadlineNanos(sequence);
    }

    /** Returns how long a message has been unacknowledged here, about. */
    public long pendingNanos(long sequence) {
        if (!window.contains(sequence)) {
            return 0;
        }
        long attempts = counts.of(sequence) + 1L;
        long left = window.deadlineNanos(sequence) - delivery().shard().elapsedNanos();
        return Condition.pendingNanos(attempts, ackWaitNanos(), left);
    }

    /** Returns whether a message that it was sent before that time is unacknowledged. */
    public boolean owesSince(long nanos) {
        return window.firstDeadlineNanos() - ackWaitNanos() < nanos;
    }

    public boolean isPending(long sequence) {
        return window.contains(sequence);
    }

    /** Returns whether it must acknowledge a message before it is sent a new one. */
    public boolean isStalled() {
        return inFlight() >= terms.maxInFlight();
    }

    /** Returns how many messages take a place in its max in flight. */
    int inFlight() {
        return window.size() - away;
    }

    /** Messages leave their places in its max in flight, or take them again. */
    void away(int more) {
        away += more;
    }

    public boolean isActive() {
        return phase.isActive();
    }

    public boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Returns whether its inbox has no subscriber, so that messages to it are lost. */
    public boolean isAbsent() {
        return presence.isAbsent();
    }

    /** Returns whether it has yet to be sent its earlier unacknowledged messages. */
    public boolean holdsNew() {
        return phase == Phase.REDELIVERING || (phase == Phase.OPENING && pending() > 0);
    }

    /**
     * Returns whether those messages are for this receiver alone, and the receiver can take them.
     */
    boolean keepsBacklog() {
        return holdsNew() && !isAbsent();
    }

    /** Returns whether its client knows it, so that messages may be sent. */
    public boolean isReceiving() {
        return phase == Phase.REDELIVERING || phase == Phase.FLOWING;
    }

    /** Returns whether a message to it can arrive now. */
    public boolean isReading() {
        return isReceiving() && !isAbsent() && !isCongested();
    }

    /** Returns whether its client has published since that time. */
    public boolean isPublishingSince(long nanos) {
        return client != null && client.publishedNanos() >= nanos;
    }

    public boolean isFailing() {
        return client != null && client.isFailing();
    }

    /** Returns how many new messages it can be sent now. */
    public int room() {
        return phase == Phase.FLOWING && !isStalled() && !isAbsent() && !isCongested()
                ? terms.maxInFlight() - inFlight()
                : 0;
    }

    /** Returns its state as it is recorded. */
    public SubscriptionRecord record() {
        return terms.toRecord(
                id,
                phase == Phase.DORMANT,
                lastSent,
                dispatcher.perhapsSentUpTo(),
                Pause.toText(dispatcher.pauses()),
                dispatcher.attemptsNoteOf(this));
    }

    /**
     * Takes over the messages that an earlier run recorded as sent and unacknowledged.
     *
     * @param attempts the recorded note on those that have failed
     */
    public void restore(long lastSentBefore, Iterable<Long> pending, String attempts) {
        lastSent = lastSentBefore;
        for (long sequence : pending) {
            window.put(sequence, 0);
            lastSent = Math.max(lastSent, sequence);
        }
        dispatcher.history().restored(window.size());
        dispatcher.restoreAttempts(attempts, window::contains);
    }

    /** The position was given by another member, or by where the client wants to start. */
    public void raiseLastSent(long sequence) {
        lastSent = Math.max(lastSent, sequence);
    }

    /** Begins to take acknowledgements; before the client knows where to send them. */
    public void listen() {
        ackInbox.open(terms.ackInbox());
    }

    /**
     * Begins to follow whether the client listens. After the answer to it was sent, which goes
     * first if both wait for the same subject.
     */
    public void follow() {
        presence.follow(terms.inbox(), delivery());
    }

    /** The client has its answer. Its unacknowledged messages go first, then new ones. */
    public void opened() {
        change(new Phase.Event.Opened(window.size()), RedeliveryPass.Rule.ALL);
    }

    /**
     * Does the same as {@link #opened} for a subscription of an earlier run: messages that are due
     * go first.
     */
    public void restored() {
        change(new Phase.Event.Opened(window.size()), RedeliveryPass.Rule.BY_TIMESTAMP);
    }

    /** A restored durable without a client stays as it is. */
    public void restoredDormant() {
        client = null;
        suspend();
        wasOfflineAtStart = true;
    }

    /** A client takes over the position of the last one. The answer to it has not left yet. */
    public void resume(Terms newTerms, Client newClient) {
        terms = newTerms;
        client = newClient;
        inbox = Subjects.destination(delivery().bus(), newTerms.inbox());
        congestion.forget();
        change(new Phase.Event.Resumed(), RedeliveryPass.Rule.ALL);
    }

    /** The client goes, the position stays. */
    public void suspend() {
        offlineSinceNanos = delivery().shard().elapsedNanos();
        wasOfflineAtStart = false;
        change(new Phase.Event.Suspended(), RedeliveryPass.Rule.ALL);
    }

    /** Ends it with its position. */
    public void end() {
        change(new Phase.Event.Ended(), RedeliveryPass.Rule.ALL);
    }

    private void change(Phase.Event event, RedeliveryPass.Rule rule) {
        Phase.Change change = phase.after(event);
        phase = change.next();
        switch (change.effect()) {
            case NONE -> {}
            case REDELIVER -> redelivery.sendBacklog(rule, this::backlogSent);
            case FLOW -> dispatcher.ready(this);
            case SILENCE -> silence();
        }
    }

    private void backlogSent() {
        change(new Phase.Event.BacklogSent(), RedeliveryPass.Rule.ALL);
    }

    private void silence() {
        redelivery.stop();
        ackInbox.close();
        presence.end();
        client = null;
    }

    /** Sends a new message. */
    public void send(long sequence, ByteBuf buffer, int index, int length) {
        if (LOG.isTraceEnabled()) {
            trace("Delivering msg to", sequence);
        }
        lastSent = Math.max(lastSent, sequence); // it may be one that had to wait
        track(sequence);
        if (dispatcher.isPerhapsSent(sequence)) {
            sendFlagged(sequence, buffer, index, length);
        } else if (!delivery().send(inbox, sequence, buffer, index, length)
                && presence.isFollowed()) {
            excuse(sequence);
            window.put(
                    sequence,
                    now()); // certainly lost, so it is due as soon as the inbox has a subscriber
            // again
        }
    }

    /**
     * Sends a message with the mark of a redelivery. If certainly no subscriber got it, it is due
     * as soon as there is one again, and nothing was counted.
     */
    private void sendFlagged(long sequence, ByteBuf buffer, int index, int length) {
        int times = counts.next(sequence);
        if (!delivery().sendAgain(inbox, sequence, buffer, index, length, times)
                && presence.isFollowed()) {
            counts.takeBack(sequence);
            excuse(sequence);
            window.put(sequence, now());
        } else {
            sentAgain++;
            dispatcher.repeats().sentAgain(dispatcher::name, terms, id, sequence, times);
        }
    }

    /** Sends a message again that is pending here; it keeps its own cadence. */
    public void sendAgain(long sequence, ByteBuf buffer, int index, int length) {
        traceAgain(sequence);
        window.put(sequence, redelivery.nextDeadlineNanos(sequence));
        Attempts attempts = dispatcher.attempts();
        if (attempts != null) {
            attempts.begin(sequence);
        }
        int times = counts.next(sequence);
        if (!delivery().sendAgain(inbox, sequence, buffer, index, length, times)
                && presence.isFollowed()) {
            excuse(sequence);
        }
        sentAgain++;
        dispatcher.repeats().sentAgain(dispatcher::name, terms, id, sequence, times);
    }

    /**
     * Sends a message again that another member was sent before; it is pending here from now. When
     * several members go with one connection, this one may be gone already and not be known to be:
     * then the message is due as soon as that is known, and nothing was counted.
     */
    public void takeOver(long sequence, ByteBuf buffer, int index, int length) {
        traceAgain(sequence);
        track(sequence);
        Attempts attempts = dispatcher.attempts();
        if (attempts != null) {
            attempts.movedTo(this, sequence);
        }
        sendFlagged(sequence, buffer, index, length);
    }

    /** Has an unacknowledged message of a member that left; it is due at once. */
    public void inherit(long sequence) {
        Attempts attempts = dispatcher.attempts();
        window.put(sequence, attempts == null ? now() : attempts.inherited(this, sequence, now()));
        dispatcher.source().records().delivered(id, sequence);
    }

    /**
     * Its position moves, perhaps back.
     *
     * @param keepsPending whether unacknowledged messages before the new place stay pending; those
     *     behind it are forgotten in any case, because they are sent anew
     */
    void move(long nextSequence, boolean keepsPending) {
        for (long sequence : window.ascending()) {
            if (!keepsPending || sequence >= nextSequence) {
                window.remove(sequence);
                forgetCount(sequence);
            }
        }
        lastSent = nextSequence - 1;
        dispatcher.source().records().replace(record(), window.ascending());
    }

    /**
     * A message that an earlier run has recorded as sent waits for others from now on.
     *
     * @param isRecorded whether it stays recorded here; else it is recorded elsewhere already
     */
    public void putAside(long sequence, boolean isRecorded) {
        window.remove(sequence);
        if (!isRecorded) {
            dispatcher.source().records().acknowledged(id, sequence);
        }
    }

    /** Makes unacknowledged messages due now. */
    public void makeDue(Iterable<Long> sequences) {
        for (long sequence : sequences) {
            if (window.contains(sequence)) {
                Attempts attempts = dispatcher.attempts();
                if (attempts != null) {
                    attempts.hurry(sequence);
                }
                window.put(sequence, now());
            }
        }
        redelivery.catchUp();
    }

    /** Sends messages that are due, after it could not for a while. */
    void catchUp() {
        redelivery.catchUp();
    }

    /** Sends messages that have become due at once. */
    public void sendDue() {
        redelivery.sendDue();
    }

    /** Makes all unacknowledged messages due at once, for any subscription that can take them. */
    public void handOver() {
        window.dueAt(now());
        Attempts attempts = dispatcher.attempts();
        if (attempts != null) {
            attempts.keepWaits(this);
        }
        redelivery.catchUp();
    }

    /**
     * The bus reports late that no subscriber got a message, so it is due as soon as there is one.
     * If the engine does not know yet that there is none, it is told next.
     */
    void lost(long sequence) {
        if (!window.contains(sequence)) {
            return;
        }
        counts.takeBack(sequence);
        excuse(sequence);
        window.put(sequence, now());
        if (presence.isAbsent()) {
            redelivery.catchUp();
        }
    }

    void receiverGone() {
        logPresence("Nobody listens on the inbox of");
        Attempts attempts = dispatcher.attempts();
        if (attempts != null) {
            attempts.connectionLost(this);
        }
        dispatcher.receiverGone(this);
    }

    /** The next time that a message is due, it has not failed. */
    private void excuse(long sequence) {
        Attempts attempts = dispatcher.attempts();
        if (attempts != null) {
            attempts.excuse(sequence);
        }
    }

    /** Changes when a pending message is due. */
    void postpone(long sequence, long deadlineNanos) {
        if (window.contains(sequence)) {
            window.put(sequence, deadlineNanos);
            redelivery.armAgain();
        }
    }

    /** A message is pending that nobody is sent; only while no client uses the subscription. */
    public void keepOpen(long sequence) {
        lastSent = Math.max(lastSent, sequence);
        window.put(sequence, 0);
        dispatcher.source().records().delivered(id, sequence);
    }

    /** Shows the messages that are due at a time. */
    void eachDue(long nanos, LongConsumer visitor) {
        for (long sequence : window.dueBy(nanos)) {
            visitor.accept(sequence);
        }
    }

    void receiverBack() {
        logPresence("Somebody listens again on the inbox of");
        redelivery.catchUp();
        dispatcher.ready(this);
    }

    private void logPresence(String what) {
        String channel = dispatcher.source().channel();
        LOG.debug(
                "[Client:{}] {} subid={}, subject={}, unacknowledged={}",
                terms.clientId(),
                what,
                id,
                channel,
                window.size());
    }

    // before sending: an answer may come while the message is still being handed to the bus
    private void track(long sequence) {
        window.put(sequence, now() + ackWaitNanos());
        dispatcher.source().records().delivered(id, sequence);
        Attempts attempts = dispatcher.attempts();
        if (attempts == null) {
            redelivery.arm();
        } else {
            attempts.begin(sequence);
            redelivery.armAgain();
        }
    }

    /** An acknowledgement has come in on this subscription's inbox. */
    void acknowledged(long sequence) {
        if (LOG.isTraceEnabled()) {
            trace("Processing ack for", sequence);
        }
        dispatcher.acknowledge(this, sequence);
    }

    /** Removes a message from the pending ones; false if it was not pending. */
    public boolean settle(long sequence) {
        if (!window.remove(sequence)) {
            return false;
        }
        dispatcher.source().records().acknowledged(id, sequence);
        return true;
    }

    /** Removes a message from the pending ones, because it was acknowledged or is gone. */
    public boolean settleForGood(long sequence) {
        boolean wasPending = settle(sequence);
        if (wasPending) {
            forgetCount(sequence);
            dispatcher.settled(sequence);
        }
        return wasPending;
    }

    /** Removes a message from the pending ones, because it is parked. */
    boolean settleParked(long sequence) {
        boolean wasPending = settle(sequence);
        if (wasPending && counts.forget(sequence)) {
            dispatcher.repeats().forget(sequence);
        }
        if (wasPending) {
            dispatcher.settled(sequence);
        }
        return wasPending;
    }

    private void forgetCount(long sequence) {
        Attempts attempts = dispatcher.attempts();
        if (attempts != null) {
            attempts.forget(sequence);
        }
        if (counts.forget(sequence)) {
            dispatcher.repeats().forget(sequence);
            dispatcher.history().ackedAgain();
        }
    }

    /** Returns how it does, for people. Visits all that is pending. */
    public Condition condition() {
        long now = delivery().shard().elapsedNanos();
        Condition.Walk walk = new Condition.Walk(counts, dispatcher::failures, now, ackWaitNanos());
        window.each(walk);
        return new Condition(
                window.size(),
                window.size() == 0 ? 0 : walk.oldest,
                walk.oldestNanos,
                walk.oldestAttempts,
                walk.waitingAgain,
                walk.nextDueNanos,
                walk.nextAttempt,
                walk.worst,
                walk.worstAttempts,
                walk.deliveries,
                presence.isAbsent() ? Math.max(0, now - presence.absentSinceNanos()) : -1,
                congestion.nanos(),
                isActive() ? -1 : Math.max(0, now - offlineSinceNanos),
                wasOfflineAtStart,
                holdsNew() ? redelivery.backlog() : 0);
    }

    /** Returns the pending sequences, the first due first. */
    public long[] pendingByDeadline() {
        return window.dueBy(Long.MAX_VALUE);
    }

    /**
     * Returns whether the receiver has too much to read. When that ends, the dispatcher continues.
     */
    public boolean isCongested() {
        return congestion.isAt(inbox);
    }

    /**
     * Continues to send messages that were due when the receiver, or all of its group, could not
     * read.
     */
    public void proceed() {
        redelivery.proceed();
    }

    private void traceAgain(long sequence) {
        if (LOG.isTraceEnabled()) {
            trace("Redelivering msg to", sequence);
        }
    }

    private void trace(String what, long sequence) {
        String channel = dispatcher.source().channel();
        LOG.trace(
                "[Client:{}] {} subid={}, subject={}, seq={}",
                terms.clientId(),
                what,
                id,
                channel,
                sequence);
    }

    long ackWaitNanos() {
        return TimeUnit.SECONDS.toNanos(terms.ackWaitSeconds());
    }

    private long now() {
        return delivery().shard().batchNanos();
    }

    private Delivery delivery() {
        return dispatcher.source().delivery();
    }
}
