package dev.stanchion.store.jetstream;

import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.channel.StreamShape;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of a cluster ID whose bucket is gone. It can record their channels in a new bucket.
 * Confined to the shard of the registry.
 */
final class LostBucket {
    private static final Logger LOG = LoggerFactory.getLogger(LostBucket.class);

    private final JetStreamAccess access;
    private final JetStreamApi api;
    private final ClusterNames names;
    private final long patienceNanos;
    private final List<String> streams = new ArrayList<>();
    private long last;

    LostBucket(JetStreamAccess access, Duration patience) {
        this.access = access;
        this.api = access.services().api();
        this.names = access.names();
        this.patienceNanos = patience.toNanos();
    }

    /** Finds the streams of the cluster ID. */
    void findStreams(ApiOutcome<List<String>> outcome) {
        api.<List<String>>untilAnswered(
                patienceNanos,
                answer -> api.names(names.anyGapSubject(), streams.size(), answer),
                ApiOutcome.of(
                        page -> {
                            streams.addAll(page);
                            if (page.isEmpty()) {
                                outcome.succeeded(streams);
                            } else {
                                findStreams(outcome);
                            }
                        },
                        outcome::failed));
    }

    /** Returns the reason why the store cannot be opened, with what the operator can do. */
    String text() {
        return ("bucket %s is gone, and there are streams of this cluster ID (%s%s): somebody has"
                        + " deleted it. Restore it from a backup; or start once with"
                        + " -js_state_from_streams, which keeps all messages and forgets clients and"
                        + " positions; or delete the streams")
                .formatted(
                        names.bucket(),
                        streams.getFirst(),
                        streams.size() == 1 ? "" : " and %d more".formatted(streams.size() - 1));
    }

    /** Records the channels of all streams in the bucket, which is new. */
    void recordChannels(ApiOutcome<Integer> outcome) {
        LOG.warn(
                "Bucket {} is made anew from {} streams. Clients and positions of subscriptions are"
                        + " forgotten",
                names.bucket(),
                streams.size());
        recordFrom(0, outcome);
    }

    private void recordFrom(int next, ApiOutcome<Integer> outcome) {
        if (next == streams.size()) {
            outcome.succeeded(next);
            return;
        }
        String stream = streams.get(next);
        api.<StreamInfo>untilAnswered(
                patienceNanos,
                answer -> api.info(stream, answer),
                ApiOutcome.of(info -> record(info, stream, next, outcome), outcome::failed));
    }

    private void record(StreamInfo info, String stream, int next, ApiOutcome<Integer> outcome) {
        String channel = StreamShape.channelOf(info, names.clusterId());
        if (channel.isEmpty()) {
            recordFrom(next + 1, outcome); // somebody else's
            return;
        }
        byte[] record = ChannelRecord.of(stream).at(info.lastSequence(), 0).toJson();
        Lease lease = new Lease(access.services().requests(), api, names, access.self().id());
        api.<Long>untilAnswered(
                patienceNanos,
                answer -> lease.put(names.channelKey(channel), record, last, answer),
                ApiOutcome.of(
                        sequence -> {
                            last = sequence;
                            recordFrom(next + 1, outcome);
                        },
                        outcome::failed));
    }
}
