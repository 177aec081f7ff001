package dev.stanchion.store.jetstream.state;

import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.Requests;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import dev.stanchion.store.jetstream.message.StoredHeaders;
import dev.stanchion.store.jetstream.names.ClusterNames;

/**
 * Takes and releases the lease, by a write that must be the next one in the bucket. Confined to the
 * shard of the registry.
 */
public final class LeaseTaker {
    private static final long TIMEOUT_NANOS = 2_000_000_000L;
    private static final byte[] NO_VALUE = {};

    private final Requests requests;
    private final ClusterNames names;
    private final String processId;

    public LeaseTaker(Requests requests, ClusterNames names, String processId) {
        this.requests = requests;
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

    /** Releases the lease, so that the next process need not find out whether this one lives. */
    public void release(long last, ApiOutcome<Long> outcome) {
        byte[] headers =
                StoredHeaders.encode(
                        "Stan-Writer", processId, "KV-Operation", "PURGE", "Nats-Rollup", "sub");
        write(headers, NO_VALUE, last, outcome);
    }

    private void write(byte[] headers, byte[] value, long last, ApiOutcome<Long> outcome) {
        StoredHeaders.expect(headers, last);
        requests.send(
                names.keyPrefix() + names.leaseKey(),
                headers,
                value,
                TIMEOUT_NANOS,
                new Answer(outcome));
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
