package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.ClusterBehaviour.Delay;
import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.cluster.core.Outbox;
import dev.stanchion.kit.cluster.core.SubjectFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers direct gets, as any replica of a stream does, also one that is behind. Confined to the
 * thread of the test.
 */
final class MessageGets {
    static final Set<String> FIELDS =
            Set.of(
                    "seq",
                    "last_by_subj",
                    "next_by_subj",
                    "batch",
                    "max_bytes",
                    "start_time",
                    "multi_last",
                    "up_to_seq",
                    "up_to_time",
                    "no_hdr");

    private static final int MOST_SUBJECTS = 1_024;
    private static final String PENDING = "Nats-Num-Pending";
    private static final String LAST = "Nats-Last-Sequence";

    private final ClusterWorld world;
    private final Outbox outbox;
    private long answered;

    MessageGets(ClusterWorld world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    /** Answers a direct get whose request is JSON. */
    void answer(SimulatedStream stream, CoreMessage message) {
        Answer answer = new Answer(stream, message.reply());
        Request request;
        try {
            request = Request.read(message, FIELDS);
        } catch (ApiException e) {
            answer.status("408 Malformed Request");
            return;
        }
        boolean isEmpty =
                request.number("seq") == 0
                        && request.text("last_by_subj").isEmpty()
                        && request.text("next_by_subj").isEmpty()
                        && request.texts("multi_last").isEmpty()
                        && !request.has("start_time");
        if (isEmpty) {
            answer.status("408 Empty Request");
        } else if (contradicts(request)) {
            answer.status("408 Bad Request");
        } else if (!request.texts("multi_last").isEmpty()) {
            answer.lastOfEach(request);
        } else if (!request.text("last_by_subj").isEmpty()) {
            answer.last(request.text("last_by_subj"), request);
        } else {
            answer.messages(request);
        }
    }

    /** Answers a direct get whose subject names the message's subject. */
    void answerLast(SimulatedStream stream, String subject, CoreMessage message) {
        Answer answer = new Answer(stream, message.reply());
        answer.last(subject, Request.read(message, Set.of("no_hdr")));
    }

    private static boolean contradicts(Request request) {
        boolean byLast = !request.text("last_by_subj").isEmpty();
        boolean byNext = !request.text("next_by_subj").isEmpty();
        boolean byEach = !request.texts("multi_last").isEmpty();
        boolean bySequence = request.number("seq") > 0;
        boolean byTime = request.has("start_time");
        return (bySequence && byLast)
                || (bySequence && byTime)
                || (byTime && byLast)
                || (byLast && (byNext || byEach || request.number("batch") > 0))
                || (byNext && byEach)
                || (request.number("up_to_seq") > 0 && request.has("up_to_time"));
    }

    /** One request and the state that the replica has which answers it. */
    private final class Answer {
        private final StreamContents contents;
        private final String stream;
        private final String reply;
        private final String source;
        private final long atNanos;
        private final long upTo;

        Answer(SimulatedStream stream, String reply) {
            contents = stream.contents();
            this.stream = stream.name();
            this.reply = reply;
            source = stream.name() + "/get/" + answered++;
            long lag = world.draw(Delay.LAG);
            atNanos = world.time().elapsedNanos() - lag;
            upTo = lag == 0 ? contents.lastSequence() : contents.lastSequenceAsOf(atNanos);
        }

        void status(String status) {
            outbox.send(source, CoreMessage.status(reply, NatsHeaders.status(status)));
        }

        void last(String subject, Request request) {
            contents.lastAsOf(new SubjectFilter(subject), atNanos)
                    .ifPresentOrElse(
                            message -> send(message, headers(message, request)),
                            () -> status("404 Message Not Found"));
        }

        void messages(Request request) {
            boolean isBatch = request.number("batch") > 0;
            List<StoredMessage> found = find(request, isBatch);
            if (found.isEmpty()) {
                status("404 Message Not Found");
                return;
            }
            SubjectFilter filter = SubjectFilter.of(request.text("next_by_subj"));
            long pending = isBatch ? countFrom(filter, found.getFirst().sequence()) : 0;
            long last = 0;
            for (StoredMessage message : found) {
                byte[] headers = headers(message, request);
                pending--;
                if (isBatch && !request.flag("no_hdr")) {
                    headers = withPosition(headers, pending, last);
                }
                last = message.sequence();
                send(message, headers);
            }
            if (isBatch) {
                outbox.send(source, CoreMessage.status(reply, end(pending, last)));
            }
        }

        private List<StoredMessage> find(Request request, boolean isBatch) {
            long from =
                    request.has("start_time")
                            ? contents.sequenceAt(request.epochNanos("start_time"))
                            : request.number("seq");
            SubjectFilter filter = SubjectFilter.of(request.text("next_by_subj"));
            if (!isBatch && request.text("next_by_subj").isEmpty()) {
                return contents.get(from).filter(this::isThere).stream().toList();
            }
            long most = isBatch ? request.number("batch") : 1;
            long mostBytes = isBatch ? request.number("max_bytes") : 0;
            List<StoredMessage> found = new ArrayList<>();
            long bytes = 0;
            Optional<StoredMessage> next = contents.next(filter, from).filter(this::isThere);
            while (next.isPresent() && found.size() < most) {
                StoredMessage message = next.get();
                found.add(message);
                bytes += message.sentBytes();
                boolean isFull = mostBytes > 0 && bytes >= mostBytes;
                next =
                        isFull
                                ? Optional.empty()
                                : contents.next(filter, message.sequence() + 1)
                                        .filter(this::isThere);
            }
            return found;
        }

        private boolean isThere(StoredMessage message) {
            return message.sequence() <= upTo;
        }

        private long countFrom(SubjectFilter filter, long from) {
            return contents.countFrom(filter, from) - contents.countFrom(filter, upTo + 1);
        }

        void lastOfEach(Request request) {
            List<SubjectFilter> filters =
                    request.texts("multi_last").stream().map(SubjectFilter::new).toList();
            long wanted = request.number("up_to_seq");
            long end = wanted == 0 ? upTo : wanted;
            List<StoredMessage> found = contents.lastOfEach(filters, 0, Math.min(end, upTo));
            if (found.size() > MOST_SUBJECTS) {
                status("413 Too Many Results");
            } else if (found.isEmpty()) {
                status("404 No Results");
            } else {
                sendEach(request, found, end);
            }
        }

        private void sendEach(Request request, List<StoredMessage> found, long end) {
            long batch = request.number("batch");
            long mostBytes = request.number("max_bytes");
            long pending = found.size();
            long last = 0;
            long sent = 0;
            long bytes = 0;
            for (StoredMessage message : found) {
                pending--;
                if (message.sequence() < request.number("seq")) {
                    continue;
                }
                send(message, withPosition(headers(message, request), pending, last));
                last = message.sequence();
                bytes += message.sentBytes();
                sent++;
                if (sent == batch || (mostBytes > 0 && bytes >= mostBytes)) {
                    break;
                }
            }
            byte[] headers =
                    NatsHeaders.with(end(pending, last), "Nats-UpTo-Sequence", Long.toString(end));
            outbox.send(source, CoreMessage.status(reply, headers));
        }

        private static byte[] end(long pending, long last) {
            return withPosition(NatsHeaders.status("204 EOB"), pending, last);
        }

        private byte[] headers(StoredMessage message, Request request) {
            if (request.flag("no_hdr")) {
                return NatsHeaders.NONE;
            }
            byte[] headers = NatsHeaders.with(message.headers(), "Nats-Stream", stream);
            headers = NatsHeaders.with(headers, "Nats-Subject", message.subject());
            headers = NatsHeaders.with(headers, "Nats-Sequence", Long.toString(message.sequence()));
            return NatsHeaders.with(
                    headers, "Nats-Time-Stamp", Request.time(message.atEpochNanos()));
        }

        private static byte[] withPosition(byte[] headers, long pending, long last) {
            return NatsHeaders.with(
                    NatsHeaders.with(headers, PENDING, Long.toString(pending)),
                    LAST,
                    Long.toString(last));
        }

        private void send(StoredMessage message, byte[] headers) {
            outbox.send(source, new CoreMessage(reply, "", headers, message.payload()));
        }
    }
}
