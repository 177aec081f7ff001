package dev.stanchion.transfer.raft;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SequenceSet;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubState;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.transfer.SourceSubscriptions;
import dev.stanchion.transfer.gofile.GoRecords;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a channel, while the Raft log is replayed. */
final class ReplicatedChannel {
    private final Map<Long, Replicated> live = new TreeMap<>();

    /** Tells apart channels of one name: one was deleted before the other was created. */
    private final long id;

    private long highestId;

    /** The last message that the log or the snapshot knows. */
    private long lastSequence;

    private static final class Replicated {
        private SubState state;
        private final SequenceSet pending = new SequenceSet();
        private long lastSent;

        Replicated(SubState state) {
            this.state = state;
            this.lastSent = state.lastSent();
        }
    }

    ReplicatedChannel(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    long lastSequence() {
        return lastSequence;
    }

    void stored(long sequence) {
        lastSequence = Math.max(lastSequence, sequence);
    }

    /** The next subscription gets this ID. */
    void next(long nextId) {
        highestId = Math.max(highestId, nextId - 1);
    }

    /** Takes a subscription of the snapshot. */
    void put(SubState state, long[] pending) {
        Replicated put = new Replicated(state);
        Arrays.stream(pending).forEach(put.pending::add);
        live.put(state.id(), put);
        highestId = Math.max(highestId, state.id());
    }

    void subscribe(SubscriptionRequest request, String ackInbox, long wantedId) {
        boolean isQueue = !request.queueGroup().isEmpty();
        boolean isDurable = !request.durableName().isEmpty();
        String group =
                isQueue && isDurable
                        ? request.durableName() + ":" + request.queueGroup()
                        : request.queueGroup();
        Replicated known = isDurable ? resumable(request, isQueue, group) : null;
        long id = wantedId > 0 ? wantedId : highestId + 1;
        SubState state =
                new SubState(
                        known == null ? id : known.state.id(),
                        request.clientId(),
                        group,
                        request.inbox(),
                        ackInbox,
                        request.maxInFlight(),
                        request.ackWaitSeconds(),
                        isQueue ? "" : request.durableName(),
                        known == null ? begin(request, group) : known.lastSent,
                        isDurable,
                        false,
                        "",
                        0,
                        "",
                        "");
        if (known != null) {
            known.state = state;
        } else {
            put(state, new long[0]);
        }
    }

    /** A durable continues, and so does a durable group that has lost its last member. */
    private @Nullable Replicated resumable(
            SubscriptionRequest request, boolean isQueue, String group) {
        return find(state ->
                isQueue
                        ? state.queueGroup().equals(group) && state.clientId().isEmpty()
                        : state.clientId().equals(request.clientId())
                                && state.durableName().equals(request.durableName()));
    }

    private long begin(SubscriptionRequest request, String group) {
        if (!group.isEmpty()) {
            Optional<Long> ofGroup =
                    live.values().stream()
                            .filter(each -> each.state.queueGroup().equals(group))
                            .map(each -> each.lastSent)
                            .max(Long::compare);
            if (ofGroup.isPresent()) {
                return ofGroup.get();
            }
        }
        return switch (StartPosition.of(request.startPosition()).orElse(StartPosition.NEW_ONLY)) {
            case NEW_ONLY -> lastSequence;
            case LAST_RECEIVED -> Math.max(0, lastSequence - 1);
            case SEQUENCE -> Math.max(0, request.startSequence() - 1);
            case FIRST, TIME_DELTA -> 0; // rather too much than too little
        };
    }

    private @Nullable Replicated find(Predicate<SubState> wanted) {
        return live.values().stream()
                .filter(each -> wanted.test(each.state))
                .findFirst()
                .orElse(null);
    }

    void sentAndAcknowledged(String ackInbox, long[] sent, long[] acknowledged) {
        Replicated of = find(state -> state.ackInbox().equals(ackInbox));
        if (of == null) {
            return; // it has ended
        }
        for (long sequence : sent) {
            of.lastSent = Math.max(of.lastSent, sequence);
            of.pending.add(sequence);
        }
        Arrays.stream(acknowledged).forEach(of.pending::remove);
    }

    /**
     * Ends a subscription.
     *
     * @param inbox its ack inbox
     * @param keepsDurable whether a durable only waits for its client from now on
     */
    void end(String inbox, boolean keepsDurable) {
        Replicated ending = find(state -> state.ackInbox().equals(inbox));
        if (ending != null) {
            end(ending, keepsDurable);
        }
    }

    /** Ends all subscriptions of a client that goes. */
    void endAllOf(String clientId) {
        live.values().stream()
                .filter(each -> each.state.clientId().equals(clientId))
                .toList()
                .forEach(each -> end(each, true));
    }

    private void end(Replicated ending, boolean keepsDurable) {
        SubState state = ending.state;
        boolean isMember = !state.queueGroup().isEmpty();
        if (!isMember) {
            if (state.durable() && keepsDurable) {
                ending.state = changed(state, state.clientId(), true);
            } else {
                live.remove(state.id());
            }
            return;
        }
        Replicated other =
                find(each ->
                        each.queueGroup().equals(state.queueGroup()) && each.id() != state.id());
        if (other == null && state.durable() && keepsDurable) {
            ending.state = changed(state, "", false); // stands for the group without a member
            return;
        }
        live.remove(state.id());
        if (other != null) {
            other.lastSent = Math.max(other.lastSent, ending.lastSent);
            Arrays.stream(ending.pending.sorted()).forEach(other.pending::add);
        }
    }

    private static SubState changed(SubState state, String clientId, boolean isClosed) {
        return new SubState(
                state.id(),
                clientId,
                state.queueGroup(),
                state.inbox(),
                state.ackInbox(),
                state.maxInFlight(),
                state.ackWaitSeconds(),
                state.durableName(),
                state.lastSent(),
                state.durable(),
                isClosed,
                "",
                0,
                "",
                "");
    }

    SourceSubscriptions toSubscriptions() {
        return new SourceSubscriptions(
                highestId,
                live.values().stream()
                        .map(each ->
                                new RecoveredState.Subscription(
                                        GoRecords.subscriptionOf(each.state, each.lastSent),
                                        Arrays.stream(each.pending.sorted()).boxed().toList()))
                        .toList());
    }
}
