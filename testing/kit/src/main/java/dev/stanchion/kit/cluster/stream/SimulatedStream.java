package dev.stanchion.kit.cluster.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.kit.cluster.core.ClusterBehaviour.Delay;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Fault;
import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.cluster.core.Outbox;
import dev.stanchion.kit.cluster.core.SubjectFilter;
import dev.stanchion.kit.cluster.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream and its leader.
 *
 * <p>The leader checks a message against what is stored and what it has accepted before, and
 * proposes it. A quorum stores proposals in order. When the leader is gone, some of its proposals
 * have reached a quorum, always the first ones; the next leader has stored these before it accepts
 * anything, and nobody is told about them. Confined to the thread of the test.
 */
public final class SimulatedStream {
    /** What the names of key-value buckets' streams begin with. */
    private static final String BUCKET = "KV_";

    private static final byte[] FOREIGN = "written by somebody else".getBytes(UTF_8);

    private final ClusterWorld world;
    private final Outbox outbox;
    private final StreamContents contents;
    private final FastBatches batches;
    private final StreamConsumers consumers;
    private final Deque<Proposal> proposals = new ArrayDeque<>();
    private final long createdEpochNanos;
    private StreamConfiguration configuration;
    private Leadership leadership = Leadership.LEADING;
    private int term;
    private long lastCommitAtNanos;

    /** Whether there is a leader. */
    private enum Leadership {
        LEADING,
        /** The leader is gone, and messages still go to where it was. */
        UNNOTICED,
        /** Nobody listens to the subjects of the stream. */
        NONE
    }

    private record Proposal(CoreMessage message, @Nullable FastBatchReply batch) {}

    SimulatedStream(StreamConfiguration configuration, ClusterWorld world, Outbox outbox) {
        this.configuration = configuration;
        this.world = world;
        this.outbox = outbox;
        contents = new StreamContents(configuration, world);
        batches = new FastBatches(world, new ThisLeader());
        consumers = new StreamConsumers(this, world, outbox);
        createdEpochNanos = world.epochNanos();
    }

    public StreamConfiguration configuration() {
        return configuration;
    }

    StreamContents contents() {
        return contents;
    }

    StreamConsumers consumers() {
        return consumers;
    }

    long createdEpochNanos() {
        return createdEpochNanos;
    }

    String name() {
        return configuration.name();
    }

    void update(StreamConfiguration changed) {
        configuration = changed;
        contents.configure(changed);
    }

    boolean takes(String subject) {
        return configuration.subjects().stream()
                .anyMatch(pattern -> new SubjectFilter(pattern).matches(subject));
    }

    /** Tells whether requests to the leader are answered. */
    boolean hasLeader() {
        return leadership == Leadership.LEADING;
    }

    // messages

    /** Receives a message on a subject of the stream; false if nobody listens to it. */
    boolean receive(CoreMessage message) {
        if (hasLeader() && world.strikes(Fault.LOST_LEADER)) {
            loseLeader();
        }
        if (leadership == Leadership.NONE) {
            return false;
        }
        if (leadership == Leadership.LEADING) {
            if (!isOfBucket() && world.strikes(Fault.FOREIGN_WRITE)) {
                take(new CoreMessage(message.subject(), "", NatsHeaders.NONE, FOREIGN));
            }
            take(message);
        }
        return true;
    }

    private boolean isOfBucket() {
        return configuration.name().startsWith(BUCKET);
    }

    private void take(CoreMessage message) {
        if (!FastBatchReply.isMeant(message.reply())) {
            check(message)
                    .ifPresentOrElse(
                            why -> refuse(message.reply(), why), () -> propose(message, null));
        } else if (configuration.allowsBatches()) {
            batches.receive(message);
        } else {
            refuse(message.reply(), ApiError.BATCH_DISABLED);
        }
    }

    private Optional<ApiError> check(CoreMessage message) {
        return new PublishCheck(
                        configuration,
                        contents,
                        proposals.size(),
                        subject ->
                                proposals.stream()
                                        .anyMatch(one -> one.message().subject().equals(subject)))
                .refusal(message);
    }

    private void propose(CoreMessage message, @Nullable FastBatchReply batch) {
        Proposal proposal = new Proposal(message, batch);
        long delay = configuration.isReplicated() ? world.draw(Delay.COMMIT) : 0;
        if (delay == 0 && proposals.isEmpty()) {
            commit(proposal);
            return;
        }
        proposals.add(proposal);
        long now = world.time().elapsedNanos();
        lastCommitAtNanos = Math.max(lastCommitAtNanos, now + delay);
        int ofTerm = term;
        world.time().after(lastCommitAtNanos - now, () -> commitNext(ofTerm));
    }

    private void commitNext(int ofTerm) {
        if (ofTerm == term && hasLeader() && !proposals.isEmpty()) {
            commit(proposals.remove());
        }
    }

    private void commit(Proposal proposal) {
        StoredMessage stored = store(proposal.message());
        FastBatchReply batch = proposal.batch();
        String reply = proposal.message().reply();
        if (batch != null) {
            batches.persisted(batch, reply, stored.sequence());
        } else if (!reply.isEmpty()) {
            answer(reply, acknowledgement(stored.sequence()) + "}");
        }
        consumers.pump();
    }

    private StoredMessage store(CoreMessage message) {
        StoredMessage stored =
                contents.append(message.subject(), message.headers(), message.payload());
        NatsHeaders.find(message.headers(), "Nats-Rollup")
                .ifPresent(rollup ->
                        contents.purge(
                                rollup.equals("sub")
                                        ? new SubjectFilter(message.subject())
                                        : SubjectFilter.ALL,
                                0,
                                1));
        return stored;
    }

    private String acknowledgement(long sequence) {
        return "{\"stream\":" + Json.write(name()) + ",\"seq\":" + sequence;
    }

    private void answer(String reply, String payload) {
        if (!reply.isEmpty()) {
            outbox.send(source(), CoreMessage.answer(reply, payload));
        }
    }

    /** Answers of different leaders may overtake each other. */
    private String source() {
        return name() + "/" + term;
    }

    private void refuse(String reply, ApiError why) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", why.toJson());
        answer.put("stream", name());
        answer.put("seq", 0);
        answer(reply, Json.write(answer));
    }

    // leaders

    /** Ends the leader; after some time there is another one. */
    public void loseLeader() {
        loseLeader(world.draw(Delay.ELECTION));
    }

    /** Ends the leader; there is another one after exactly this time. */
    public void loseLeader(long electionNanos) {
        if (!hasLeader()) {
            return;
        }
        term++;
        int ofTerm = term;
        leadership = Leadership.UNNOTICED;
        consumers.leaderLost();
        long noticedNanos = world.chance().upToNanos(electionNanos);
        world.time()
                .after(
                        noticedNanos,
                        () -> {
                            if (ofTerm == term && leadership == Leadership.UNNOTICED) {
                                leadership = Leadership.NONE;
                            }
                        });
        world.time().after(electionNanos, () -> elect(ofTerm));
    }

    private void elect(int ofTerm) {
        if (ofTerm != term) {
            return;
        }
        int surviving = world.chance().between(0, proposals.size());
        for (int i = 0; i < surviving; i++) {
            Proposal proposal = proposals.remove();
            StoredMessage stored = store(proposal.message());
            if (proposal.batch() != null) {
                batches.persistedOnFollower(
                        proposal.batch(), proposal.message().reply(), stored.sequence());
            }
        }
        proposals.clear();
        leadership = Leadership.LEADING;
        batches.resume();
        consumers.pump();
    }

    /** Ends the stream and all that belongs to it. */
    void delete() {
        term++;
        leadership = Leadership.NONE;
        consumers.end();
    }

    /** Loses messages that were stored and acknowledged, with the memory of their sequences. */
    public void loseTail(long count) {
        proposals.clear();
        batches.clear();
        contents.loseTail(count);
    }

    // what tests look at

    /** Returns what is stored, in order, at once and without any fault. */
    public List<StoredMessage> messages() {
        return contents.all();
    }

    /** Returns the first sequence, at once and without any fault. */
    public long firstSequence() {
        return contents.firstSequence();
    }

    /** Returns the last sequence, at once and without any fault. */
    public long lastSequence() {
        return contents.lastSequence();
    }

    private final class ThisLeader implements FastBatches.Leader {
        @Override
        public Optional<ApiError> check(CoreMessage message) {
            return SimulatedStream.this.check(message);
        }

        @Override
        public void propose(CoreMessage message, @Nullable FastBatchReply batch) {
            SimulatedStream.this.propose(message, batch);
        }

        @Override
        public void answer(String reply, String payload) {
            SimulatedStream.this.answer(reply, payload);
        }

        @Override
        public void refuse(String reply, ApiError why) {
            SimulatedStream.this.refuse(reply, why);
        }

        @Override
        public void acknowledge(String reply, long streamSequence, String batch, long count) {
            SimulatedStream.this.answer(
                    reply,
                    acknowledgement(streamSequence)
                            + ",\"batch\":"
                            + Json.write(batch)
                            + ",\"count\":"
                            + count
                            + "}");
        }
    }
}
