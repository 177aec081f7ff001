package dev.stanchion.simulation.cluster;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A bug of the store, as it would show between the store and the cluster. */
enum StreamFault {
    /** Batches go out whatever the stream's last sequence is. */
    NO_COMPARE_AND_SET("twice", Unconditional::new),
    /** What a recovery reads is not recognised: as if it did not read what has arrived. */
    RECOVERY_WITHOUT_READING("twice", Blind::new),
    /** A batch counts as stored as soon as it has been sent. */
    ACKNOWLEDGED_TOO_EARLY("acknowledged", link -> new Hasty(link, Arena.SUBJECT)),
    /** A process that has lost the lease goes on writing to the bucket. */
    LEASE_NOT_CHECKED("several active", Unfenced::new),
    /** A process goes on behind the messages of its successor. */
    SUCCESSOR_NOT_NOTICED("out of order", link -> new Hasty(link, "$KV.STAN_sim.active")),
    /** Nobody asks whether another process has stored a message already. */
    NO_KNOWN_RULE("twice", StreamSeams.PLAIN.withLog(Ignorant::new));

    private final String violated;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final StreamSeams seams;

    StreamFault(String violated, UnaryOperator<ClusterLink> fault) {
        this(violated, StreamSeams.PLAIN.withLink(fault));
    }

    StreamFault(String violated, StreamSeams seams) {
        this.violated = violated;
        this.seams = seams;
    }

    /** Returns how the violation begins that must be found. */
    String violated() {
        return violated;
    }

    StreamSeams seams() {
        return seams;
    }

    private static final class Unconditional extends AlteredLink {
        Unconditional(ClusterLink link) {
            super(link);
        }

        @Override
        String alterSent(String headers) {
            return headers.contains("Stan-Guid")
                    ? headers.replace("Nats-Expected-Last-Sequence", "Nats-ignored-Last-Sequence-")
                    : headers;
        }
    }

    private static final class Unfenced extends AlteredLink {
        Unfenced(ClusterLink link) {
            super(link);
        }

        @Override
        String alterSent(String headers) {
            return headers.contains("Stan-Writer")
                    ? headers.replace("Nats-Expected-Last-Sequence", "Nats-ignored-Last-Sequence-")
                    : headers;
        }
    }

    private static final class Ignorant extends ForwardingLog {
        Ignorant(ChannelLog log) {
            super(log);
        }

        @Override
        public boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
            return false;
        }
    }

    private static final class Blind extends AlteredLink {
        Blind(ClusterLink link) {
            super(link);
        }

        @Override
        String alterReceived(String message) {
            return message.replace("Stan-Guid: p", "Stan-Guid: x");
        }
    }

    /** Answers every batch for a subject itself, as if the stream had taken it. */
    private static final class Hasty extends AlteredLink {
        private static final String COMMIT = ".2.$FI";
        private static final String SEQUENCE = "Nats-Expected-Last-Sequence: ";
        private static final int DIGITS = 20;

        private final List<ClusterHandler> handlers = new ArrayList<>();

        private final String answered;

        Hasty(ClusterLink link, String answered) {
            super(link);
            this.answered = answered;
        }

        @Override
        public Registration subscribe(String subject, ClusterHandler handler) {
            if (subject.endsWith(">")) {
                handlers.add(handler);
            }
            return super.subscribe(subject, handler);
        }

        @Override
        public boolean publish(
                byte[] subject,
                byte[] reply,
                int replyLength,
                ByteBuf source,
                int index,
                int headerLength,
                int length) {
            String to = new String(reply, 0, replyLength, StandardCharsets.US_ASCII);
            String headers = source.toString(index, headerLength, StandardCharsets.ISO_8859_1);
            boolean isMeant = new String(subject, StandardCharsets.US_ASCII).equals(answered);
            if (to.endsWith(COMMIT) && isMeant) {
                shard().execute(() -> answer(to, headers));
            }
            return super.publish(subject, reply, replyLength, source, index, headerLength, length);
        }

        private void answer(String to, String headers) {
            int at = headers.indexOf(SEQUENCE) + SEQUENCE.length();
            long before = Long.parseLong(headers.substring(at, at + DIGITS));
            String[] tokens = to.split("\\.", -1);
            String json =
                    "{\"stream\":\"\",\"seq\":%d,\"count\":%s}"
                            .formatted(before + 1, tokens[tokens.length - 3]);
            MessageView answer = MessageView.of(CoreMessage.answer(to, json));
            List.copyOf(handlers).forEach(handler -> handler.onMessage(answer));
        }
    }
}
