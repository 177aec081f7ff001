package dev.stanchion.store.jetstream.state;

import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.Requests;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import dev.stanchion.store.jetstream.message.StoredHeaders;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.util.Optional;

/**
 * The key of the lease. Taking and releasing it is a write that must be the next one in the bucket.
 * Confined to the shard of the registry.
 */
public final class Lease {
    private static final long TIMEOUT_NANOS = 2_000_000_000L;
    private static final byte[] NO_VALUE = {};

    /** The header of a lease that was released although the bucket lacks deliveries. */
    private static final String LACKING = "Stan-Lacking";

    private final Requests requests;
    private final JetStreamApi api;
    private final ClusterNames names;
    private final String processId;

    public Lease(Requests requests, JetStreamApi api, ClusterNames names, String processId) {
        this.requests = requests;
        this.api = api;
        this.names = names;
        this.processId = processId;
    }

    /**
     * Takes the lease.
     *
     * @param last the last sequence of the bucket as it was read; if somebody has written since,
     *     the lease is refused
     * @param outcome gets the sequence of the lease, which is the epoch
     */
    public void take(Holder self, long last, ApiOutcome<Long> outcome) {
        write(StoredHeaders.encode("Stan-Writer", processId), self.toJson(), last, outcome);
    }

    /**
     * Releases the lease, so that the next process need not find out whether this one lives.
     *
     * @param isComplete whether the bucket has all deliveries that were made
     */
    public void release(long last, boolean isComplete, ApiOutcome<Long> outcome) {
        byte[] headers =
                StoredHeaders.encode(
                        "Stan-Writer",
                        processId,
                        "KV-Operation",
                        "PURGE",
                        "Nats-Rollup",
                        "sub",
                        LACKING,
                        isComplete ? "" : "deliveries");
        write(headers, NO_VALUE, last, outcome);
    }

    /** Tells whether whoever released the lease knew that the bucket lacks deliveries. */
    static boolean lacksDeliveries(StreamMessage lease) {
        return !lease.header(LACKING).isEmpty();
    }

    /**
     * Asks the leader of the bucket for the lease.
     *
     * @param outcome gets what is in the bucket; empty if nobody has the lease
     */
    public void read(ApiOutcome<Optional<StreamMessage>> outcome) {
        api.last(
                names.bucketStream(),
                subject(),
                ApiOutcome.of(
                        message ->
                                outcome.succeeded(
                                        message.payload().isReadable()
                                                ? Optional.of(message)
                                                : Optional.empty()),
                        why -> {
                            if (why.is(ApiFailure.NO_MESSAGE)) {
                                outcome.succeeded(Optional.empty());
                            } else {
                                outcome.failed(why);
                            }
                        }));
    }

    private String subject() {
        return names.keyPrefix() + names.leaseKey();
    }

    private void write(byte[] headers, byte[] value, long last, ApiOutcome<Long> outcome) {
        StoredHeaders.expect(headers, last);
        requests.send(subject(), headers, value, TIMEOUT_NANOS, new Answer(outcome));
    }

    /**
     * Writes another key while nobody has the lease.
     *
     * @param last the last sequence of the bucket
     * @param outcome gets the sequence of the value
     */
    public void put(String key, byte[] value, long last, ApiOutcome<Long> outcome) {
        byte[] headers = StoredHeaders.encode("Stan-Writer", processId);
        StoredHeaders.expect(headers, last);
        requests.send(names.keyPrefix() + key, headers, value, TIMEOUT_NANOS, new Answer(outcome));
    }

    private record Answer(ApiOutcome<Long> outcome) implements Requests.Replies {
        @Override
        public boolean onReply(ClusterMessage message) {
            JsonObject answer =
                    JsonObject.parse(
                            message.buffer(), message.payloadIndex(), message.payloadLength());
            if (answer.has("error")) {
                outcome.failed(ApiFailure.refused(answer.object("error")));
            } else {
                outcome.succeeded(answer.number("seq"));
            }
            return false;
        }

        @Override
        public void onFailed(ApiFailure why) {
            outcome.failed(why);
        }
    }
}
