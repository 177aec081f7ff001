package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.Outcome.Done;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.ReadPage;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.remote.Block;
import dev.stanchion.store.remote.Page;
import dev.stanchion.store.remote.StoredMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads durable messages of one channel from its stream. Owned by the channel's shard.
 *
 * <p>A replica that answers may be behind the leader. So if a replica has nothing where a message
 * may be, the leader is asked.
 */
final class StreamReader {
    private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);
    private static final int PAGE_MESSAGES = 256;
    private static final int PAGE_BYTES = 512 * 1024;

    /** The leader is asked for so many messages, one after the other. */
    private static final int PAGE_ONE_BY_ONE = 32;

    private final JetStreamApi api;
    private final String channel;
    private final byte[] encodedChannel;
    private final String stream;
    private final String subject;
    private final long patienceNanos;
    private final IntSupplier maxPayloadBytes;
    private boolean isDirect = true;
    private long warnedUpTo;

    /**
     * @param maxPayloadBytes returns how large a message to a subscriber may be
     */
    StreamReader(
            JetStreamApi api,
            String channel,
            String stream,
            String subject,
            Duration patience,
            IntSupplier maxPayloadBytes) {
        this.api = api;
        this.channel = channel;
        this.encodedChannel = channel.getBytes(StandardCharsets.UTF_8);
        this.stream = stream;
        this.subject = subject;
        this.patienceNanos = patience.toNanos();
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /**
     * Says whether any replica answers reads, many messages at once. If not, the leader is asked
     * for one message after the other.
     */
    void readsDirectly(boolean doesIt) {
        isDirect = doesIt;
    }

    /** Returns the subject of the channel's messages. */
    String subject() {
        return subject;
    }

    /**
     * Returns a message of the stream in the form of subscribers. It depends on nothing but the
     * message, so every reader gets the same at any time.
     */
    StoredMessage toStored(StreamMessage message) {
        byte[] reply = message.reply();
        byte[] parked = message.parked();
        int dataLength = message.payload().readableBytes();
        ByteBuf source =
                Unpooled.wrappedBuffer(
                        Unpooled.wrappedBuffer(reply),
                        message.payload(),
                        Unpooled.wrappedBuffer(parked));
        StoredMessage stored =
                StoredMessage.of(
                        message.sequence(),
                        message.timestampEpochNanos(),
                        encodedChannel,
                        source,
                        0,
                        reply.length,
                        reply.length,
                        dataLength,
                        reply.length + dataLength,
                        parked.length);
        warnIfTooLarge(stored);
        return stored;
    }

    /** A native writer may use all of the maximum payload, and subscribers get more than that. */
    private void warnIfTooLarge(StoredMessage stored) {
        if (stored.size() > maxPayloadBytes.getAsInt() && stored.sequence() > warnedUpTo) {
            warnedUpTo = stored.sequence();
            LOG.warn(
                    "{}: no streaming client can get message {}: it takes {} bytes, and max_payload"
                            + " of the NATS cluster is {}. Raise that, or have the message skipped"
                            + " (bin/stanchion admin skip)",
                    channel,
                    stored.sequence(),
                    stored.size(),
                    maxPayloadBytes.getAsInt());
        }
    }

    /**
     * Reads a page of messages in the form of subscribers.
     *
     * @param from where to begin
     * @param durable messages behind this one do not count
     */
    void page(long from, long durable, Outcome<Page> outcome) {
        read(
                from,
                durable,
                Outcome.of(
                        found ->
                                outcome.succeeded(
                                        new Page(from, found.end(), rows(found.messages()))),
                        outcome::failed));
    }

    private List<Page.Row> rows(List<StreamMessage> messages) {
        return messages.stream().map(each -> new Page.Row(toStored(each), null)).toList();
    }

    /**
     * Messages that were read.
     *
     * @param end all messages that the stream has before this sequence were read
     */
    private record Found(List<StreamMessage> messages, long end) {}

    /**
     * Reads some messages.
     *
     * @param from where to begin
     * @param durable messages behind this one do not count
     */
    private void read(long from, long durable, Outcome<Found> outcome) {
        if (!isDirect) {
            readOneByOne(new ArrayList<>(), from, durable, outcome);
            return;
        }
        api.<ReadPage>untilAnswered(
                patienceNanos,
                answer -> api.read(stream, from, PAGE_MESSAGES, PAGE_BYTES, subject, answer),
                ApiOutcome.of(
                        page -> {
                            List<StreamMessage> messages = upTo(durable, page.messages());
                            if (messages.isEmpty()) {
                                askLeader(from, durable, outcome);
                            } else {
                                long last = messages.getLast().sequence();
                                outcome.succeeded(new Found(messages, last + 1));
                            }
                        },
                        why -> outcome.failed(failure(why))));
    }

    private void readOneByOne(
            List<StreamMessage> messages, long from, long durable, Outcome<Found> outcome) {
        if (messages.size() == PAGE_ONE_BY_ONE) {
            outcome.succeeded(new Found(messages, from));
            return;
        }
        askLeader(
                from,
                durable,
                Outcome.of(
                        found -> {
                            if (found.messages().isEmpty()) {
                                outcome.succeeded(new Found(messages, found.end()));
                            } else {
                                messages.addAll(found.messages());
                                readOneByOne(messages, found.end(), durable, outcome);
                            }
                        },
                        outcome::failed));
    }

    /** Reads the next messages behind a sequence; none if there is none. */
    void newer(long last, Outcome<List<StreamMessage>> outcome) {
        read(
                last + 1,
                Long.MAX_VALUE - 1,
                Outcome.of(found -> outcome.succeeded(found.messages()), outcome::failed));
    }

    private static List<StreamMessage> upTo(long durable, List<StreamMessage> messages) {
        return messages.stream().filter(each -> each.sequence() <= durable).toList();
    }

    private void askLeader(long from, long durable, Outcome<Found> outcome) {
        next(
                from,
                ApiOutcome.of(
                        message -> {
                            if (message.sequence() <= durable) {
                                outcome.succeeded(
                                        new Found(List.of(message), message.sequence() + 1));
                            } else {
                                outcome.succeeded(new Found(List.of(), durable + 1));
                            }
                        },
                        why -> {
                            if (why.is(ApiFailure.NO_MESSAGE)) {
                                outcome.succeeded(new Found(List.of(), durable + 1));
                            } else {
                                outcome.failed(failure(why));
                            }
                        }));
    }

    private void next(long from, ApiOutcome<StreamMessage> outcome) {
        api.<StreamMessage>untilAnswered(
                patienceNanos, answer -> api.next(stream, from, subject, answer), outcome);
    }

    private StoreException failure(ApiFailure why) {
        return new StoreException(StoreException.Kind.IO, "read", channel, why.text());
    }

    /** Reads sizes and times of the messages in a range. */
    void details(
            long first,
            long last,
            Consumer<List<Block.Detail>> there,
            Consumer<StoreException> failed) {
        List<Block.Detail> details = new ArrayList<>();
        forEach(
                first,
                last,
                each ->
                        details.add(
                                new Block.Detail(
                                        each.sequence(),
                                        each.timestampEpochNanos(),
                                        each.countedBytes())),
                Outcome.of(done -> there.accept(details), failed));
    }

    /** Reads the messages in a range, in order. */
    void forEach(long from, long last, Consumer<StreamMessage> each, Outcome<Done> outcome) {
        if (from > last) {
            outcome.succeeded(Done.DONE);
            return;
        }
        read(
                from,
                last,
                Outcome.of(
                        found -> {
                            found.messages().forEach(each);
                            forEach(found.end(), last, each, outcome);
                        },
                        outcome::failed));
    }

    /**
     * Finds the first message in a range that is not before a time; last + 1 if there is none. The
     * times of the messages ascend, except that one of a native writer may be before its
     * predecessor. Then the result may be behind such a message, and all later ones are not before
     * the time.
     */
    void sequenceAt(long first, long last, long epochNanos, Outcome<Long> outcome) {
        search(first, last + 1, last + 1, epochNanos, outcome);
    }

    /**
     * All messages before {@code low} are too early. The first message that is not, at or behind
     * {@code high}, is at {@code found}.
     */
    private void search(long low, long high, long found, long epochNanos, Outcome<Long> outcome) {
        if (low >= high) {
            outcome.succeeded(found);
            return;
        }
        long middle = low + (high - low) / 2;
        next(
                middle,
                ApiOutcome.of(
                        message -> {
                            long sequence = message.sequence();
                            if (sequence >= high) {
                                search(low, middle, found, epochNanos, outcome);
                            } else if (message.timestampEpochNanos() < epochNanos) {
                                search(sequence + 1, high, found, epochNanos, outcome);
                            } else {
                                search(low, middle, sequence, epochNanos, outcome);
                            }
                        },
                        why -> {
                            if (why.is(ApiFailure.NO_MESSAGE)) {
                                search(low, middle, found, epochNanos, outcome);
                            } else {
                                outcome.failed(failure(why));
                            }
                        }));
    }
}
