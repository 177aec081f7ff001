package dev.stanchion.store.jetstream.api;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import dev.stanchion.store.jetstream.message.StreamMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The requests of the JetStream API that the store needs. Each is sent once; {@link #untilAnswered}
 * repeats it. Confined to the link's shard.
 */
public final class JetStreamApi {
    private static final long TIMEOUT_NANOS = 2_000_000_000L;

    /** Creating, changing and deleting streams takes the whole cluster. */
    private static final long STREAM_TIMEOUT_NANOS = 10_000_000_000L;

    private static final long FIRST_PAUSE_NANOS = 20_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 500_000_000L;
    private static final int END_OF_BATCH = 204;
    private static final int NOT_FOUND = 404;
    private static final byte[] NOTHING = {};
    private static final int MAX_READS = 64;

    private final Requests requests;
    private final ShardExecutor shard;
    private final String prefix;
    private final Deque<Runnable> waitingReads = new ArrayDeque<>();
    private int reads;

    /**
     * @param domain the JetStream domain; empty for that of the account
     */
    public JetStreamApi(Requests requests, ShardExecutor shard, Optional<String> domain) {
        this.requests = requests;
        this.shard = shard;
        this.prefix = domain.map(name -> "$JS." + name + ".API.").orElse("$JS.API.");
    }

    /** Asks whether the account has JetStream. */
    public void account(ApiOutcome<JsonObject> outcome) {
        ask("INFO", NOTHING, TIMEOUT_NANOS, answer -> answer, outcome);
    }

    /** Asks the leader of a stream for its state. */
    public void info(String stream, ApiOutcome<StreamInfo> outcome) {
        ask("STREAM.INFO." + stream, NOTHING, TIMEOUT_NANOS, StreamInfo::of, outcome);
    }

    /**
     * Asks for the names of streams that take a subject, in the order of the names. The answer has
     * some of them; the next question begins behind them.
     *
     * @param subject may contain wildcards
     * @param offset how many names to leave out
     */
    public void names(String subject, long offset, ApiOutcome<List<String>> outcome) {
        byte[] body =
                JsonObject.write(json -> {
                    json.writeStringProperty("subject", subject);
                    json.writeNumberProperty("offset", offset);
                });
        ask("STREAM.NAMES", body, TIMEOUT_NANOS, answer -> answer.texts("streams"), outcome);
    }

    /**
     * Asks how many messages a stream has on subjects. If they are on more than 100,000 subjects,
     * it counts those of the first 100,000.
     *
     * @param subject may contain wildcards
     */
    public void countOf(String stream, String subject, ApiOutcome<Long> outcome) {
        byte[] body =
                JsonObject.write(json -> json.writeStringProperty("subjects_filter", subject));
        ask(
                "STREAM.INFO." + stream,
                body,
                TIMEOUT_NANOS,
                answer -> answer.object("state").object("subjects").sum(),
                outcome);
    }

    /** Creates a stream. Succeeds, too, if there is one with the same configuration. */
    public void create(StreamConfig config, ApiOutcome<StreamInfo> outcome) {
        String subject = "STREAM.CREATE." + config.name();
        ask(subject, config.toJson(), STREAM_TIMEOUT_NANOS, StreamInfo::of, outcome);
    }

    /**
     * Has another server lead a stream.
     *
     * @param preferred the server that shall lead; it must have a replica
     */
    public void stepDown(String stream, String preferred, ApiOutcome<JsonObject> outcome) {
        byte[] body =
                JsonObject.write(json -> {
                    json.writeObjectPropertyStart("placement");
                    json.writeStringProperty("preferred", preferred);
                    json.writeEndObject();
                });
        ask("STREAM.LEADER.STEPDOWN." + stream, body, TIMEOUT_NANOS, answer -> answer, outcome);
    }

    /** Changes the configuration of a stream. */
    public void update(StreamConfig config, ApiOutcome<StreamInfo> outcome) {
        String subject = "STREAM.UPDATE." + config.name();
        ask(subject, config.toJson(), STREAM_TIMEOUT_NANOS, StreamInfo::of, outcome);
    }

    /** Deletes a stream. Succeeds, too, if there is none. */
    public void delete(String stream, ApiOutcome<JsonObject> outcome) {
        ask(
                "STREAM.DELETE." + stream,
                NOTHING,
                STREAM_TIMEOUT_NANOS,
                answer -> answer,
                ApiOutcome.of(
                        outcome::succeeded,
                        why -> {
                            if (why.is(ApiFailure.STREAM_NOT_FOUND)) {
                                outcome.succeeded(JsonObject.EMPTY);
                            } else {
                                outcome.failed(why);
                            }
                        }));
    }

    /**
     * Removes all messages before a sequence. If the sequence is behind the last one, the stream is
     * empty afterwards, and its next message gets this sequence.
     */
    public void purgeUpTo(String stream, long sequence, ApiOutcome<JsonObject> outcome) {
        byte[] body = JsonObject.write(json -> json.writeNumberProperty("seq", sequence));
        ask("STREAM.PURGE." + stream, body, STREAM_TIMEOUT_NANOS, answer -> answer, outcome);
    }

    /** Removes all messages of a subject. */
    public void purgeSubject(String stream, String subject, ApiOutcome<JsonObject> outcome) {
        byte[] body = JsonObject.write(json -> json.writeStringProperty("filter", subject));
        ask("STREAM.PURGE." + stream, body, STREAM_TIMEOUT_NANOS, answer -> answer, outcome);
    }

    /**
     * Asks the leader of a stream for the first message at or behind a sequence on a subject; it
     * fails with {@link ApiFailure#NO_MESSAGE} if there is none.
     *
     * @param subject may contain wildcards
     */
    public void next(
            String stream, long sequence, String subject, ApiOutcome<StreamMessage> outcome) {
        byte[] body =
                JsonObject.write(json -> {
                    json.writeNumberProperty("seq", sequence);
                    json.writeStringProperty("next_by_subj", subject);
                });
        ask("STREAM.MSG.GET." + stream, body, TIMEOUT_NANOS, JetStreamApi::messageOf, outcome);
    }

    /**
     * Asks the leader of a stream for the last message on a subject; it fails with {@link
     * ApiFailure#NO_MESSAGE} if there is none.
     */
    public void last(String stream, String subject, ApiOutcome<StreamMessage> outcome) {
        byte[] body = JsonObject.write(json -> json.writeStringProperty("last_by_subj", subject));
        ask("STREAM.MSG.GET." + stream, body, TIMEOUT_NANOS, JetStreamApi::messageOf, outcome);
    }

    private static StreamMessage messageOf(JsonObject answer) {
        JsonObject message = answer.object("message");
        return new StreamMessage(
                message.number("seq"),
                message.text("subject"),
                StreamMessage.epochNanos(message.text("time")),
                decoded(message.text("hdrs")),
                decoded(message.text("data")));
    }

    private static ByteBuf decoded(String base64) {
        return Unpooled.wrappedBuffer(Base64.getDecoder().decode(base64));
    }

    private <T> void ask(
            String operation,
            byte[] body,
            long timeoutNanos,
            Function<JsonObject, T> reader,
            ApiOutcome<T> outcome) {
        requests.send(prefix + operation, body, timeoutNanos, new OneAnswer<>(reader, outcome));
    }

    private record OneAnswer<T>(Function<JsonObject, T> reader, ApiOutcome<T> outcome)
            implements Requests.Replies {
        @Override
        public boolean onReply(ClusterMessage message) {
            JsonObject answer =
                    JsonObject.parse(
                            message.buffer(), message.payloadIndex(), message.payloadLength());
            if (answer.has("error")) {
                outcome.failed(ApiFailure.refused(answer.object("error")));
            } else {
                outcome.succeeded(reader.apply(answer));
            }
            return false;
        }

        @Override
        public void onFailed(ApiFailure why) {
            outcome.failed(why);
        }
    }

    /**
     * Reads messages from any replica of a stream. Up to {@value #MAX_READS} reads are under way at
     * a time; more wait.
     *
     * @param from where to begin
     * @param subject the subject of the messages, which may contain wildcards
     */
    public void read(
            String stream,
            long from,
            int maxMessages,
            int maxBytes,
            String subject,
            ApiOutcome<ReadPage> outcome) {
        byte[] body =
                JsonObject.write(json -> {
                    json.writeNumberProperty("seq", from);
                    json.writeNumberProperty("batch", maxMessages);
                    json.writeNumberProperty("max_bytes", maxBytes);
                    json.writeStringProperty("next_by_subj", subject);
                });
        Runnable send =
                () ->
                        requests.send(
                                prefix + "DIRECT.GET." + stream,
                                body,
                                TIMEOUT_NANOS,
                                new Pages(new Read(outcome)));
        if (reads == MAX_READS) {
            waitingReads.add(send);
        } else {
            reads++;
            send.run();
        }
    }

    /** Lets the next read begin when one has ended. */
    private final class Read implements ApiOutcome<ReadPage> {
        private final ApiOutcome<ReadPage> outcome;

        Read(ApiOutcome<ReadPage> outcome) {
            this.outcome = outcome;
        }

        @Override
        public void succeeded(ReadPage page) {
            ended();
            outcome.succeeded(page);
        }

        @Override
        public void failed(ApiFailure why) {
            ended();
            outcome.failed(why);
        }

        private void ended() {
            Runnable next = waitingReads.poll();
            if (next == null) {
                reads--;
            } else {
                next.run();
            }
        }
    }

    /** Gathers the messages that answer a direct get. Confined to the shard. */
    private static final class Pages implements Requests.Replies {
        private final ApiOutcome<ReadPage> outcome;
        private final List<StreamMessage> messages = new ArrayList<>();

        Pages(ApiOutcome<ReadPage> outcome) {
            this.outcome = outcome;
        }

        @Override
        public boolean onReply(ClusterMessage message) {
            if (message.status() == NOT_FOUND) {
                outcome.succeeded(new ReadPage(messages));
                return false;
            }
            if (message.status() != 0 && message.status() != END_OF_BATCH) {
                outcome.failed(
                        new ApiFailure(
                                ApiFailure.Kind.REFUSED,
                                0,
                                "direct get: status " + message.status()));
                return false;
            }
            if (!followsTheLast(message)) {
                endEarly(
                        new ApiFailure(
                                ApiFailure.Kind.SILENCE,
                                0,
                                "part of the answer to a direct get is lost"));
                return false;
            }
            if (message.status() == END_OF_BATCH) {
                outcome.succeeded(new ReadPage(messages));
                return false;
            }
            messages.add(
                    StreamMessage.ofDirectGet(
                            message.buffer(),
                            message.headerIndex(),
                            message.headerLength(),
                            message.payloadLength()));
            return true;
        }

        /** Each message names the one before it, so a message that is lost is noticed. */
        private boolean followsTheLast(ClusterMessage message) {
            long previous =
                    StreamMessage.previousInAnswer(
                            message.buffer(), message.headerIndex(), message.headerLength());
            return previous == (messages.isEmpty() ? 0 : messages.getLast().sequence());
        }

        /**
         * Hands over the messages that came before something was lost. Otherwise a connection that
         * often loses a message would hardly ever bring a whole page.
         */
        private void endEarly(ApiFailure why) {
            if (messages.isEmpty()) {
                outcome.failed(why);
            } else {
                outcome.succeeded(new ReadPage(messages));
            }
        }

        @Override
        public void onFailed(ApiFailure why) {
            endEarly(why);
        }
    }

    /**
     * Asks again and again, with growing pauses, while the cluster does not answer.
     *
     * @param patienceNanos the maximum time until the last attempt begins
     */
    public <T> void untilAnswered(
            long patienceNanos, Consumer<ApiOutcome<T>> question, ApiOutcome<T> outcome) {
        new Attempts<>(question, outcome, shard.elapsedNanos() + patienceNanos).ask();
    }

    /** Repeats one question. Confined to the shard. */
    private final class Attempts<T> implements ApiOutcome<T> {
        private final Consumer<ApiOutcome<T>> question;
        private final ApiOutcome<T> outcome;
        private final long deadlineNanos;
        private long pauseNanos = FIRST_PAUSE_NANOS;

        Attempts(Consumer<ApiOutcome<T>> question, ApiOutcome<T> outcome, long deadlineNanos) {
            this.question = question;
            this.outcome = outcome;
            this.deadlineNanos = deadlineNanos;
        }

        void ask() {
            question.accept(this);
        }

        @Override
        public void succeeded(T answer) {
            outcome.succeeded(answer);
        }

        @Override
        public void failed(ApiFailure why) {
            boolean isOver = shard.elapsedNanos() + pauseNanos >= deadlineNanos;
            if (!why.isTemporary() || isOver) {
                outcome.failed(why);
                return;
            }
            shard.schedule(pauseNanos, this::ask);
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        }
    }
}
