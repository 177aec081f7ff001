package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.ClusterBehaviour.Fault;
import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.json.Json;
import dev.stanchion.kit.cluster.stream.FastBatchReply.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fast batches that a stream's leader knows.
 *
 * <p>A batch stores its messages one by one, in order. With gap mode {@code fail} it ends at the
 * first that is missing, comes twice or is refused; the acknowledgement says how many are stored.
 * Confined to the thread of the test.
 */
final class FastBatches {
    private static final int MOST = 1_000;
    private static final int MAX_ID_LENGTH = 64;

    private final ClusterWorld world;
    private final Leader leader;
    private final Map<String, FastBatch> known = new LinkedHashMap<>();

    /** What a batch needs of the leader of its stream. */
    interface Leader {
        /** Says why a message cannot be stored now. */
        Optional<ApiError> check(CoreMessage message);

        /** Stores a message behind those proposed before; {@link #persisted} follows. */
        void propose(CoreMessage message, @Nullable FastBatchReply batch);

        /** Answers a publisher. */
        void answer(String reply, String payload);

        /** Answers a publisher that its message was refused. */
        void refuse(String reply, ApiError why);

        /** Acknowledges a batch. */
        void acknowledge(String reply, long streamSequence, String batch, long count);
    }

    FastBatches(ClusterWorld world, Leader leader) {
        this.world = world;
        this.leader = leader;
    }

    /** Receives a message of a batch. */
    void receive(CoreMessage message) {
        Optional<FastBatchReply> read = FastBatchReply.read(message.reply());
        if (read.isEmpty()) {
            leader.refuse(message.reply(), ApiError.BATCH_PATTERN);
        } else if (read.get().batch().length() > MAX_ID_LENGTH) {
            leader.refuse(message.reply(), ApiError.BATCH_ID);
        } else {
            receive(message, read.get());
        }
    }

    private void receive(CoreMessage message, FastBatchReply place) {
        forgetExpired();
        FastBatch batch = known.get(place.batch());
        if (batch == null) {
            batch = begin(message, place);
        }
        if (batch != null) {
            batch.touch(world.time().elapsedNanos());
            if (place.operation() == Operation.PING) {
                ping(batch, place, message.reply());
            } else if (!batch.ending) {
                take(batch, place, message);
            }
        }
    }

    private void forgetExpired() {
        known.values().removeIf(batch -> batch.isExpired(world.time().elapsedNanos()));
    }

    private @Nullable FastBatch begin(CoreMessage message, FastBatchReply place) {
        if (place.sequence() != 1 || place.operation() == Operation.PING) {
            leader.refuse(message.reply(), ApiError.BATCH_UNKNOWN);
            return null;
        }
        if (known.size() >= MOST) {
            leader.refuse(message.reply(), ApiError.BATCH_TOO_MANY);
            return null;
        }
        FastBatch batch = new FastBatch(place, message.reply(), known.size() + 1);
        known.put(place.batch(), batch);
        return batch;
    }

    private void ping(FastBatch batch, FastBatchReply place, String reply) {
        boolean isOver = false;
        if (place.sequence() > batch.received) {
            sayGap(reply, batch.received + 1, place.sequence() + 1);
            if (batch.isGapOk()) {
                batch.received = place.sequence();
                if (batch.pending == 0) {
                    batch.persisted = batch.received;
                }
            } else {
                isOver = end(batch, reply);
            }
        }
        if (!isOver) {
            sayFlow(batch, batch.answered(), reply);
        }
    }

    private void take(FastBatch batch, FastBatchReply place, CoreMessage message) {
        long expected = batch.received + 1;
        if (place.sequence() != expected) {
            sayGap(message.reply(), expected, place.sequence());
            if (!batch.isGapOk() || place.sequence() < expected) {
                end(batch, message.reply());
                return;
            }
        }
        if (place.operation() == Operation.COMMIT_WITHOUT) {
            batch.persisted = batch.pending == 0 ? batch.received : batch.persisted;
            end(batch, message.reply());
            return;
        }
        batch.received = place.sequence();
        if (place.commits()) {
            batch.ending = true;
        } else if (place.sequence() == 1) {
            sayFlow(batch, 0, message.reply());
        }
        Optional<ApiError> refusal = leader.check(message);
        if (refusal.isPresent()) {
            refuse(batch, place, message.reply(), refusal.get());
        } else {
            batch.pending++;
            leader.propose(message, place);
        }
    }

    private void refuse(FastBatch batch, FastBatchReply place, String reply, ApiError why) {
        if (!batch.isGapOk() && batch.received == 1) {
            known.remove(batch.id());
            leader.refuse(reply, why);
            return;
        }
        sayError(reply, place.sequence(), why);
        if (batch.isGapOk() && !place.commits()) {
            return;
        }
        batch.received--;
        if (batch.pending == 0) {
            batch.persisted = batch.received;
        }
        end(batch, reply);
    }

    /** Lets the batch end with what it has; true if that is stored already. */
    private boolean end(FastBatch batch, String reply) {
        batch.ending = true;
        if (batch.received != batch.persisted) {
            return false;
        }
        known.remove(batch.id());
        leader.acknowledge(reply, batch.streamSequence, batch.id(), batch.received);
        return true;
    }

    /** Notes on the leader that a message is stored. */
    void persisted(FastBatchReply place, String reply, long streamSequence) {
        FastBatch batch = known.get(place.batch());
        if (batch == null) {
            persistedOnFollower(place, reply, streamSequence);
            return;
        }
        batch.reply = reply;
        batch.streamSequence = streamSequence;
        batch.pending = Math.max(0, batch.pending - 1);
        batch.persisted = batch.pending == 0 ? batch.received : place.sequence();
        if (batch.ending && batch.persisted == batch.received) {
            known.remove(batch.id());
            leader.acknowledge(reply, streamSequence, batch.id(), batch.received);
        } else if (batch.isFlowDue(known.size())) {
            sayFlow(batch, batch.answered(), reply);
        }
    }

    /** Notes, as every replica does, that a message is stored. */
    void persistedOnFollower(FastBatchReply place, String reply, long streamSequence) {
        if (place.commits()) {
            known.remove(place.batch());
            return;
        }
        FastBatch batch =
                known.computeIfAbsent(
                        place.batch(), ignored -> new FastBatch(place, reply, known.size() + 1));
        batch.touch(world.time().elapsedNanos());
        batch.reply = reply;
        batch.streamSequence = streamSequence;
        batch.persisted = place.sequence();
    }

    /** Goes on as a new leader, which knows of each batch what is stored. */
    void resume() {
        forgetExpired();
        known.values()
                .removeIf(batch -> batch.persisted == 0 || world.strikes(Fault.FORGOTTEN_BATCH));
        for (FastBatch batch : known.values()) {
            batch.resume(known.size());
            batch.touch(world.time().elapsedNanos());
            sayFlow(batch, batch.persisted, batch.reply);
        }
    }

    /** Forgets all batches. */
    void clear() {
        known.clear();
    }

    private void sayFlow(FastBatch batch, long sequence, String reply) {
        say(reply, "ack", "seq", sequence, "msgs", batch.flow());
    }

    private void sayGap(String reply, long expected, long sequence) {
        say(reply, "gap", "last_seq", expected, "seq", sequence);
    }

    private void sayError(String reply, long sequence, ApiError why) {
        say(reply, "err", "seq", sequence, "error", why.toJson());
    }

    private void say(
            String reply, String type, String name, long value, String other, Object otherValue) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("type", type);
        answer.put(name, value);
        answer.put(other, otherValue);
        leader.answer(reply, Json.write(answer));
    }
}
