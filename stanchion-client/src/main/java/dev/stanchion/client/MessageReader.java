package dev.stanchion.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a channel at the pace of the program, from a position on. It leaves no durable behind. It
 * acknowledges a message when it hands it out. Safe for use by many threads; each message goes to
 * one of them.
 */
public final class MessageReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    /** For so long the last message of a channel may be on its way. */
    private static final Duration PATIENCE_FOR_THE_LAST = Duration.ofSeconds(1);

    private final Healer healer;
    private final String channel;
    private final LinkedBlockingQueue<Place> arrived = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Message> newest = new AtomicReference<>();
    private volatile long lastRead;
    private final Subscription subscription;
    private final Duration patience;

    /** Where a message waits; the same one may come again meanwhile. */
    private static final class Place {
        volatile Message message;

        Place(Message message) {
            this.message = message;
        }
    }

    MessageReader(Healer healer, String channel, StartAt start, int prefetch, Duration patience) {
        this.healer = healer;
        this.channel = channel;
        this.patience = patience;
        this.subscription =
                healer.subscribe(
                        channel,
                        SubscriptionOptions.defaults()
                                .from(start)
                                .maxInFlight(prefetch)
                                .ackMode(AckMode.MANUAL),
                        this::arrived);
    }

    private void arrived(Message message) {
        Message before = newest.get();
        if (before == null
                || Long.compareUnsigned(message.sequence(), before.sequence()) > 0
                || message.timestamp().isAfter(before.timestamp())) {
            newest.set(message);
            arrived.add(new Place(message));
        } else {
            replace(message);
        }
    }

    /**
     * A message that waits here comes again after its ack wait, or when the client has recovered.
     * It need not wait twice; but only the later one can be acknowledged after a recovery.
     */
    private void replace(Message message) {
        for (Place place : arrived) {
            if (place.message.sequence() == message.sequence()) {
                place.message = message;
                return;
            }
        }
    }

    /**
     * Waits for the next message.
     *
     * @return empty if there was none in time
     * @throws StreamingException ({@code INTERRUPTED}, {@code CLOSED}, or why the client has given
     *     up)
     */
    public Optional<Message> next(Duration howLong) {
        if (!subscription.isOpen()) {
            throw Failures.closed("the reader of " + channel);
        }
        try {
            Place place = arrived.poll(TimeUnit.NANOSECONDS.convert(howLong), TimeUnit.NANOSECONDS);
            return place == null ? Optional.empty() : Optional.of(handedOut(place.message));
        } catch (InterruptedException e) {
            throw Failures.interrupted("read " + channel, e);
        }
    }

    /**
     * While the client recovers nobody takes the ack. The message then comes again, and is known.
     */
    private Message handedOut(Message message) {
        lastRead = message.sequence();
        try {
            message.ack();
        } catch (StreamingException e) {
            LOG.debug("Sequence {} of {} not acknowledged", lastRead, channel, e);
        }
        return message;
    }

    /**
     * Hands out all messages that the channel has now, from the position of the reader on.
     *
     * @throws StreamingException as {@link #next}; {@code NO_ANSWER} if they do not come
     */
    public void untilCaughtUp(Consumer<Message> consumer) {
        long end = last().map(Message::sequence).orElse(0L);
        if (Long.compareUnsigned(lastRead, end) >= 0) {
            return;
        }
        // The server has sent the first one before the last one, if there is any at the position.
        Optional<Message> message = next(PATIENCE_FOR_THE_LAST);
        if (message.isEmpty() && lastRead == 0) {
            return;
        }
        while (true) {
            Message read = message.orElseThrow(() -> Failures.stopped(channel, patience));
            consumer.accept(read);
            if (Long.compareUnsigned(read.sequence(), end) >= 0) {
                return;
            }
            message = next(patience);
        }
    }

    /** Returns the last message of the channel, if it has one. */
    private Optional<Message> last() {
        CompletableFuture<Message> last = new CompletableFuture<>();
        Subscription probe =
                healer.subscribe(
                        channel,
                        SubscriptionOptions.defaults()
                                .from(StartAt.lastReceived())
                                .maxInFlight(1)
                                .ackMode(AckMode.MANUAL),
                        last::complete);
        try {
            return Optional.of(last.get(PATIENCE_FOR_THE_LAST.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw Failures.interrupted("read " + channel, e);
        } finally {
            probe.close();
        }
    }

    /**
     * Returns all messages that the channel has now, from the position of the reader on. For many
     * messages take {@link #untilCaughtUp(Consumer)}, which does not collect them.
     *
     * @throws StreamingException as {@link #next}; {@code NO_ANSWER} if they do not come
     */
    public List<Message> untilCaughtUp() {
        List<Message> messages = new ArrayList<>();
        untilCaughtUp(messages::add);
        return messages;
    }

    /** Ends the reader; the server forgets its position. */
    @Override
    public void close() {
        subscription.close();
    }
}
