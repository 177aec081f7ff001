package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.cluster.core.Outbox;
import dev.stanchion.kit.cluster.core.SubjectFilter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A push consumer without acknowledgements, in memory, as ordered consumers are. Confined to the
 * thread of the test.
 *
 * <p>It sends while somebody subscribes to exactly its deliver subject; a subscription with
 * wildcards does not count. With flow control it stops when too many bytes are on their way, until
 * the client answers.
 */
final class PushConsumer {
    /** The fields of a configuration, in the order of an answer. */
    static final List<String> FIELDS =
            List.of(
                    "name",
                    "description",
                    "deliver_policy",
                    "opt_start_seq",
                    "opt_start_time",
                    "ack_policy",
                    "max_deliver",
                    "filter_subject",
                    "filter_subjects",
                    "replay_policy",
                    "flow_control",
                    "headers_only",
                    "deliver_subject",
                    "idle_heartbeat",
                    "inactive_threshold",
                    "num_replicas",
                    "mem_storage");

    private static final Map<String, Object> DEFAULTS =
            Map.of("deliver_policy", "all", "replay_policy", "instant");

    private static final long WIDEST_WINDOW = 32 * 1024 * 1024;
    private static final long FIRST_WINDOW = WIDEST_WINDOW / 16;
    private static final long DEFAULT_INACTIVITY_NANOS = 5_000_000_000L;

    private final SimulatedStream stream;
    private final String name;
    private final ClusterWorld world;
    private final Outbox outbox;
    private final Request configuration;
    private final SubjectFilter filter;
    private final String source;
    private final Deque<Long> chosen = new ArrayDeque<>();
    private long nextSequence;
    private long delivered;
    private long windowBytes = FIRST_WINDOW;
    private long unansweredBytes;
    private long askedBytes;
    private @Nullable String asked;
    private long lastSentAtNanos;
    private long lastHeardAtNanos;
    private long questions;
    private final long createdEpochNanos;
    private boolean over;

    PushConsumer(
            SimulatedStream stream,
            String name,
            Request configuration,
            ClusterWorld world,
            Outbox outbox) {
        this.stream = stream;
        this.name = name;
        this.configuration = configuration;
        this.world = world;
        this.outbox = outbox;
        filter = SubjectFilter.of(configuration.text("filter_subject"));
        source = stream.name() + "/" + name;
        createdEpochNanos = world.epochNanos();
        lastSentAtNanos = world.time().elapsedNanos();
        lastHeardAtNanos = lastSentAtNanos;
        refuseWhatIsNotSimulated();
        nextSequence = start();
        planHeartbeat();
        planEnd();
    }

    private void refuseWhatIsNotSimulated() {
        if (!configuration.text("ack_policy").equals("none")
                || configuration.text("deliver_subject").isEmpty()
                || configuration.has("filter_subjects")) {
            throw new UnsupportedOperationException(
                    "not simulated: consumers that pull or acknowledge");
        }
    }

    private long start() {
        StreamContents contents = stream.contents();
        return switch (configuration.text("deliver_policy")) {
            case "new" -> contents.lastSequence() + 1;
            case "last" ->
                    contents.last(filter)
                            .map(StoredMessage::sequence)
                            .orElse(contents.lastSequence() + 1);
            case "by_start_sequence" ->
                    Math.max(contents.firstSequence(), configuration.number("opt_start_seq"));
            case "by_start_time" -> contents.sequenceAt(configuration.epochNanos("opt_start_time"));
            case "last_per_subject" -> {
                contents.lastOfEach(List.of(filter), 0, contents.lastSequence())
                        .forEach(message -> chosen.add(message.sequence()));
                yield chosen.isEmpty()
                        ? contents.lastSequence() + 1
                        : Math.max(1, contents.firstSequence());
            }
            default -> Math.max(1, contents.firstSequence());
        };
    }

    String name() {
        return name;
    }

    /** Ends the consumer without a word. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    private String deliverSubject() {
        return configuration.text("deliver_subject");
    }

    private boolean isHeard() {
        return outbox.isHeard(deliverSubject());
    }

    /** Sends what may be sent. */
    void pump() {
        long pending = over || !isHeard() ? 0 : pending();
        while (!over && isHeard() && unansweredBytes <= windowBytes) {
            Optional<StoredMessage> next = next();
            if (next.isEmpty()) {
                return;
            }
            pending--;
            send(next.get(), Math.max(0, pending));
        }
    }

    private Optional<StoredMessage> next() {
        while (!chosen.isEmpty()) {
            Optional<StoredMessage> one = stream.contents().get(chosen.remove());
            if (one.isPresent()) {
                return one;
            }
        }
        return stream.contents().next(filter, nextSequence);
    }

    private long pending() {
        return chosen.isEmpty() ? stream.contents().countFrom(filter, nextSequence) : chosen.size();
    }

    private void send(StoredMessage message, long pending) {
        delivered++;
        nextSequence = message.sequence() + 1;
        lastSentAtNanos = world.time().elapsedNanos();
        String reply =
                String.join(
                        ".",
                        "$JS.ACK",
                        stream.name(),
                        name,
                        "1",
                        Long.toString(message.sequence()),
                        Long.toString(delivered),
                        Long.toString(message.atEpochNanos()),
                        Long.toString(pending));
        outbox.deliver(
                source,
                deliverSubject(),
                new CoreMessage(message.subject(), reply, message.headers(), message.payload()));
        if (configuration.flag("flow_control")) {
            count(message.sentBytes() + reply.length() + deliverSubject().length());
        }
    }

    private void count(long bytes) {
        unansweredBytes += bytes;
        if (asked == null && unansweredBytes > windowBytes / 2) {
            String question =
                    String.join(".", "$JS.FC", stream.name(), name, Long.toString(++questions));
            asked = question;
            askedBytes = unansweredBytes;
            outbox.deliver(
                    source,
                    deliverSubject(),
                    new CoreMessage(
                            deliverSubject(),
                            question,
                            NatsHeaders.status("100 FlowControl Request"),
                            new byte[0]));
        }
    }

    /** The client has received what was sent before a question. */
    void answered(String question) {
        if (question.equals(asked)) {
            windowBytes = Math.min(WIDEST_WINDOW, windowBytes * 2);
            unansweredBytes -= askedBytes;
            asked = null;
            pump();
        }
    }

    private void planHeartbeat() {
        long interval = configuration.number("idle_heartbeat");
        if (interval > 0 && !over) {
            world.time().after(interval, () -> heartbeat(interval));
        }
    }

    private void heartbeat(long interval) {
        boolean isIdle = lastSentAtNanos + interval <= world.time().elapsedNanos();
        if (!over && isIdle && isHeard()) {
            byte[] headers = NatsHeaders.status("100 Idle Heartbeat");
            headers = NatsHeaders.with(headers, "Nats-Last-Consumer", Long.toString(delivered));
            headers = NatsHeaders.with(headers, "Nats-Last-Stream", Long.toString(lastSent()));
            if (asked != null) {
                headers = NatsHeaders.with(headers, "Nats-Consumer-Stalled", asked);
            }
            outbox.deliver(source, deliverSubject(), CoreMessage.status(deliverSubject(), headers));
        }
        planHeartbeat();
    }

    private long lastSent() {
        return nextSequence - 1;
    }

    private void planEnd() {
        long set = configuration.number("inactive_threshold");
        long patience = set > 0 ? set : DEFAULT_INACTIVITY_NANOS;
        world.time().after(patience, () -> endIfUnheard(patience));
    }

    private void endIfUnheard(long patience) {
        if (over) {
            return;
        }
        long now = world.time().elapsedNanos();
        if (isHeard()) {
            lastHeardAtNanos = now;
        }
        if (now - lastHeardAtNanos >= patience) {
            over = true;
        } else {
            planEnd();
        }
    }

    /** Returns what an answer says about the consumer. */
    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("stream_name", stream.name());
        info.put("name", name);
        info.put("created", Request.time(createdEpochNanos));
        info.put("config", shownConfiguration());
        Map<String, @Nullable Object> position = new LinkedHashMap<>();
        position.put("consumer_seq", delivered);
        position.put("stream_seq", lastSent());
        info.put("delivered", position);
        info.put("ack_floor", position);
        info.put("num_ack_pending", 0);
        info.put("num_redelivered", 0);
        info.put("num_waiting", 0);
        info.put("num_pending", pending());
        if (isHeard()) {
            info.put("push_bound", true);
        }
        info.put("ts", Request.time(world.epochNanos()));
        return info;
    }

    private Map<String, @Nullable Object> shownConfiguration() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        for (String field : FIELDS) {
            configuration
                    .find(field)
                    .or(() -> Optional.ofNullable(DEFAULTS.get(field)))
                    .ifPresent(value -> shown.put(field, value));
        }
        shown.put("metadata", StreamInfos.metadata("0"));
        return shown;
    }
}
