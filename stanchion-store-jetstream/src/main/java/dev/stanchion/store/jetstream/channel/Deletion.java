package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.RecentLease;
import dev.stanchion.store.jetstream.state.StateWriter;
import java.time.Duration;
import java.util.List;

/**
 * Deletes a channel: first it marks the channel's record, then it deletes the stream unless it is
 * an adopted one, then the keys. A process that finds the mark finishes the deletion. Confined to
 * one shard.
 */
public final class Deletion {
    private final ClusterNames names;
    private final JetStreamApi api;
    private final StateWriter state;
    private final String channel;
    private final ChannelRecord record;
    private final List<Long> subscriptionIds;
    private final ShardExecutor owner;
    private final Duration patience;

    /**
     * @param record what the bucket says of the channel
     */
    public Deletion(
            ClusterNames names,
            JetStreamApi api,
            StateWriter state,
            String channel,
            ChannelRecord record,
            List<Long> subscriptionIds,
            ShardExecutor owner,
            Duration patience) {
        this.names = names;
        this.api = api;
        this.state = state;
        this.channel = channel;
        this.record = record;
        this.subscriptionIds = subscriptionIds;
        this.owner = owner;
        this.patience = patience;
    }

    /** Deletes the channel. */
    void begin(Outcome<Outcome.Done> outcome) {
        StateWriter.Changes mark = new StateWriter.Changes();
        mark.tryPut(names.channelKey(channel), record.beingDeleted().toJson());
        state.write(mark, owner, Outcome.of(done -> finish(outcome), outcome::failed));
    }

    /** Deletes the stream and the keys of a channel whose record is marked. */
    public void finish(Outcome<Outcome.Done> outcome) {
        if (record.isAdopted()) {
            removeKeys(outcome); // the stream is somebody else's
            return;
        }
        api.<JsonObject>untilAnswered(
                patience.toNanos(),
                this::deleteStream,
                ApiOutcome.of(
                        answer -> removeKeys(outcome),
                        why ->
                                outcome.failed(
                                        new StoreException(
                                                StoreException.Kind.IO,
                                                "delete",
                                                channel,
                                                why.text()))));
    }

    /**
     * Asks the cluster to delete the stream, if this process is the active one. It may have stood
     * still since the last attempt. Then another process has finished the deletion, and perhaps
     * made the channel anew, with a stream of the same name.
     */
    private void deleteStream(ApiOutcome<JsonObject> answer) {
        new RecentLease(state, owner)
                .confirm(
                        Outcome.of(
                                done -> api.delete(names.stream(channel), answer),
                                why ->
                                        answer.failed(
                                                new ApiFailure(
                                                        ApiFailure.Kind.REFUSED,
                                                        0,
                                                        why.reason()))));
    }

    private void removeKeys(Outcome<Outcome.Done> outcome) {
        StateWriter.Changes removals = new StateWriter.Changes();
        subscriptionIds.forEach(id -> removals.remove(names.subscriptionKey(channel, id)));
        removals.remove(names.channelKey(channel));
        state.write(removals, owner, outcome);
    }
}
