package dev.stanchion.engine.channel;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.queue.QueueGroup;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.PlainDispatcher;
import dev.stanchion.engine.subscription.PositionHistory;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.engine.subscription.Terms;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One granted subscribe request on its way: the subscription is found its position, recorded,
 * listened for, answered, and only then sent anything ({@code spec/streaming.md} 5.3). Finding and
 * recording may take their time, and the client may be gone before they are done.
 */
@ShardOwned
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final Channel channel;
    private final Client client;
    private final SubscriptionRequest request;
    private final Terms terms;
    private final Novelty novelty;
    private final String reply;
    private final Answers answers;

    Opening(
            Channel channel,
            Client client,
            SubscriptionRequest request,
            Terms terms,
            Novelty novelty,
            String reply,
            Answers answers) {
        this.channel = channel;
        this.client = client;
        this.request = request;
        this.terms = terms;
        this.novelty = novelty;
        this.reply = reply;
        this.answers = answers;
    }

    Channel channel() {
        return channel;
    }

    SubscriptionRequest request() {
        return request;
    }

    Terms terms() {
        return terms;
    }

    /** Begins a plain or durable subscription. */
    void beginPlain() {
        PlainDispatcher dispatcher = new PlainDispatcher(channel);
        channel.interest().begin(dispatcher);
        findStart(join(dispatcher));
    }

    /** Begins a queue group with its first member, whose start position is the group's. */
    void beginGroup() {
        QueueGroup group = new QueueGroup(channel, terms.queueGroup(), terms.durable());
        channel.interest().beginGroup(group);
        findStart(join(group));
    }

    /** Joins a queue group, once that has a position. */
    void beginMember(QueueGroup group) {
        Subscription subscription = join(group);
        group.whenPlaced(
                new QueueGroup.Awaiting() {
                    @Override
                    public void placed() {
                        noteIgnoredStart(group);
                        subscription.raiseLastSent(group.nextSequence() - 1);
                        recordNew(subscription);
                    }

                    @Override
                    public void becameFirst() {
                        findStart(subscription);
                    }
                });
    }

    /**
     * Continues a durable, or the kept position of a durable group, where its last client ended.
     */
    void resume(Subscription dormant) {
        noteIgnoredStart(dormant.dispatcher());
        dormant.dispatcher().join(dormant);
        channel.interest().resume(dormant, terms, client);
        Tenancy.begin(channel, dormant, client);
        channel.records().put(dormant.record());
        channel.flush(whenRecorded(dormant, Tenancy.Ending.CLOSED, "Resumed"));
    }

    /** "New only" is what clients ask for that do not choose. */
    private void noteIgnoredStart(Dispatcher position) {
        StartPosition requested =
                StartPosition.of(request.startPosition()).orElse(StartPosition.NEW_ONLY);
        PositionHistory history = position.history();
        String start = inWords(requested);
        if (requested != StartPosition.NEW_ONLY) {
            history.ignores(
                    new PositionHistory.IgnoredStart(
                            position.nextSequence(),
                            start,
                            channel.nowEpochNanos(),
                            history.isNewStart(start)));
        }
        history.requested(start);
    }

    private String inWords(StartPosition requested) {
        return switch (requested) {
            case NEW_ONLY -> "new only";
            case LAST_RECEIVED -> "last received";
            case TIME_DELTA -> "a time ago";
            case SEQUENCE -> "sequence " + Long.toUnsignedString(request.startSequence());
            case FIRST -> "all available";
        };
    }

    private Subscription join(Dispatcher dispatcher) {
        long id = channel.interest().nextId(channel.records().highestId());
        Subscription subscription = new Subscription(id, dispatcher, terms, client);
        dispatcher.join(subscription);
        channel.interest().add(subscription);
        Tenancy.begin(channel, subscription, client);
        return subscription;
    }

    private void findStart(Subscription subscription) {
        StartPosition position =
                StartPosition.of(request.startPosition()).orElse(StartPosition.NEW_ONLY);
        subscription.dispatcher().history().requested(inWords(position));
        StartSequence.find(
                position,
                request,
                channel.messages(),
                channel.nowEpochNanos(),
                channel.delivery()
                        .fence()
                        .around(
                                Outcome.of(
                                        sequence -> {
                                            if (channel.isStopped()) {
                                                return; // clients get no answer while the engine
                                                // closes
                                            }
                                            if (!isCurrent(subscription)) {
                                                refuse(Refusal.UNKNOWN_CLIENT_ID.text());
                                                subscription.dispatcher().placeByNext();
                                                return;
                                            }
                                            subscription.dispatcher().startAt(sequence);
                                            subscription.raiseLastSent(sequence - 1);
                                            recordNew(subscription);
                                            subscription
                                                    .dispatcher()
                                                    .placed(); // others may have joined its group
                                            subscription.dispatcher().pump();
                                        },
                                        why -> {
                                            giveUp(subscription, Tenancy.Ending.UNSUBSCRIBED, why);
                                            subscription.dispatcher().placeByNext();
                                        })));
    }

    private void recordNew(Subscription subscription) {
        if (!isCurrent(subscription)) {
            refuse(Refusal.UNKNOWN_CLIENT_ID.text());
            return;
        }
        channel.records().put(subscription.record());
        channel.flush(whenRecorded(subscription, Tenancy.Ending.UNSUBSCRIBED, "Started new"));
    }

    private Outcome<Outcome.Done> whenRecorded(
            Subscription subscription, Tenancy.Ending otherwise, String what) {
        return Outcome.of(
                done -> {
                    if (channel.isStopped()) {
                        return; // it is recorded, so it continues after the restart if its client
                        // is
                        // still there
                    }
                    if (isCurrent(subscription)) {
                        answer(subscription, what);
                    } else {
                        refuseOnceRecorded(Refusal.UNKNOWN_CLIENT_ID.text());
                    }
                },
                why -> giveUp(subscription, otherwise, why));
    }

    /** Returns whether the subscription is still in the state that this request gave it. */
    private boolean isCurrent(Subscription subscription) {
        return subscription.isActive() && subscription.terms().equals(terms);
    }

    private void answer(Subscription subscription, String what) {
        subscription.listen();
        answers.send(reply, novelty.granted(terms.ackInbox())::encodeTo);
        LOG.debug(
                "[Client:{}] {} {}, subject={}, inbox={}, durable={}, queue={}, subid={}, seq={}",
                terms.clientId(),
                what,
                terms.durable() ? "durable subscription" : "subscription",
                channel.channel(),
                terms.inbox(),
                terms.durableName(),
                terms.queueGroup(),
                subscription.id(),
                subscription.dispatcher().nextSequence());
        subscription.follow();
        subscription.opened();
    }

    private void giveUp(Subscription subscription, Tenancy.Ending otherwise, StoreException why) {
        if (channel.isStopped()) {
            return;
        }
        LOG.error(
                "[Client:{}] cannot subscribe to {}: {}",
                terms.clientId(),
                channel.channel(),
                why.getMessage());
        String text = String.valueOf(why.getMessage());
        if (isCurrent(subscription)) {
            channel.interest().tenancyOf(subscription).end(otherwise, whenRefusalRecorded(text));
        } else {
            refuseOnceRecorded(text);
        }
    }

    /** A subscription that may be recorded already, and has ended, must not live after a crash. */
    private void refuseOnceRecorded(String why) {
        channel.flush(whenRefusalRecorded(why));
    }

    private Outcome<Outcome.Done> whenRefusalRecorded(String why) {
        return Outcome.of(
                done -> refuse(why),
                again -> {
                    LOG.error(
                            "[Client:{}] A refused subscription may come back after a crash: {}",
                            terms.clientId(),
                            again.getMessage());
                    refuse(why);
                });
    }

    private void refuse(String why) {
        if (channel.isStopped()) {
            return; // a recorded subscription may live again, so neither yes nor no would be true
        }
        answers.send(reply, new SubscriptionResponse("", why)::encodeTo);
    }
}
