package dev.stanchion.test.look;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.admin.Administration;
import dev.stanchion.engine.admin.Audit;
import dev.stanchion.engine.admin.Failure;
import dev.stanchion.engine.admin.MessagePage;
import dev.stanchion.engine.admin.PageRequest;
import dev.stanchion.engine.admin.ParkedPage;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.engine.admin.PositionState;
import dev.stanchion.engine.admin.Reply;
import dev.stanchion.engine.admin.StoredMessage;
import dev.stanchion.engine.diagnosis.Diagnosis;
import dev.stanchion.engine.diagnosis.Standstill;
import dev.stanchion.test.event.EventLog;
import dev.stanchion.test.wire.Tallies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks the engine of a broker, and waits for its answers. Safe for use by many threads; blocks. */
public final class Questions {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final long ANSWER_SECONDS = 30;

    private final Supplier<StreamingEngine> engine;
    private final EventLog events;
    private final Tallies tallies;
    private final Duration patience;

    /**
     * @param engine the one that runs now
     * @param patience how long an await waits in real time
     */
    public Questions(
            Supplier<StreamingEngine> engine, EventLog events, Tallies tallies, Duration patience) {
        this.engine = engine;
        this.events = events;
        this.tallies = tallies;
        this.patience = patience;
    }

    Tallies tallies() {
        return tallies;
    }

    /** Returns the names of all channels. */
    public List<String> channelNames() {
        return answer(engine.get().inspector()::channelNames).stream().sorted().toList();
    }

    /** Returns the registered clients. */
    public List<EngineSnapshot.Client> clients() {
        return answer(engine.get().inspector()::clients);
    }

    List<EngineSnapshot.Channel> channel(String name) {
        return answer(consumer ->
                engine.get().inspector().channels(List.of(name), Detail.SUBSCRIPTIONS, consumer));
    }

    /** Returns the positions of a channel; none if there is no such channel. */
    public List<PositionState> positions(String channel) {
        return this.<List<PositionState>>reply(
                reply -> administration().positions(channel, reply), List.of());
    }

    /** Returns the messages of a channel from a sequence on; none if there is no such channel. */
    List<StoredMessage> messages(String channel, long from, int most) {
        List<StoredMessage> found = new ArrayList<>();
        long next = Math.max(1, from);
        while (found.size() < most && next > 0) {
            PageRequest page =
                    new PageRequest(
                            new Place.Sequence(next),
                            false,
                            Math.min(PageRequest.MOST_MESSAGES, most - found.size()),
                            PageRequest.MOST_BYTES);
            next = addPage(channel, page, found);
        }
        return found;
    }

    private long addPage(String channel, PageRequest page, List<StoredMessage> found) {
        MessagePage answered =
                reply(
                        reply -> administration().peek(channel, page, reply),
                        new MessagePage(0, 0, List.of(), 0, 0));
        found.addAll(answered.messages());
        return answered.next();
    }

    ParkedPage parked(String channel) {
        return reply(
                reply -> administration().parked(channel, 1, ParkedPage.MOST_MESSAGES, reply),
                new ParkedPage(0, List.of(), 0));
    }

    /** Returns why messages do not arrive, as sentences. */
    public String why(String channel, String position) {
        Diagnosis diagnosis =
                answer(consumer -> engine.get().inspector().why(channel, position, consumer));
        return diagnosis.reasons().isEmpty()
                ? "nothing stands in the way"
                : diagnosis.reasons().stream()
                        .map(Standstill::sentence)
                        .collect(Collectors.joining(" "));
    }

    /** Returns the entry of operators. */
    public Administration administration() {
        return engine.get().administration(Audit.NONE);
    }

    /**
     * Waits until a state holds.
     *
     * @throws AssertionError if it does not hold in time
     */
    public void await(Expectation expectation) {
        long untilNanos = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                long seen = events.changes();
                if (expectation.holds()) {
                    return;
                }
                if (System.nanoTime() - untilNanos > 0) {
                    throw new AssertionError(failure(expectation, " within " + patienceText()));
                }
                events.awaitChange(seen, LOOK_AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for: " + expectation.text(), e);
        }
    }

    /**
     * Looks once whether a state holds.
     *
     * @throws AssertionError if not
     */
    public void require(Expectation expectation) {
        if (!expectation.holds()) {
            throw new AssertionError(failure(expectation, ""));
        }
    }

    private String failure(Expectation expectation, String within) {
        List<String> lines = new ArrayList<>();
        lines.add("expected " + expectation.text() + within);
        String found = expectation.found();
        if (!found.isEmpty()) {
            lines.add("found: " + found);
        }
        if (!expectation.channel().isEmpty()) {
            lines.add("why: " + why(expectation.channel(), expectation.position()));
        }
        lines.add("events: " + events.lastEvents());
        return String.join(System.lineSeparator() + "  ", lines);
    }

    private String patienceText() {
        return patience.toMillis() % 1000 == 0
                ? patience.toSeconds() + " s"
                : patience.toMillis() + " ms";
    }

    private <T> T reply(Consumer<Reply<T>> question, T ifThereIsNone) {
        CompletableFuture<T> future = new CompletableFuture<>();
        question.accept(
                Reply.of(
                        future::complete,
                        why -> {
                            if (why instanceof Failure.NoSuchChannel
                                    || why instanceof Failure.NoSuchPosition) {
                                future.complete(ifThereIsNone);
                            } else {
                                future.completeExceptionally(new IllegalStateException(why.text()));
                            }
                        }));
        return get(future);
    }

    private static <T> T answer(Consumer<Consumer<T>> question) {
        CompletableFuture<T> future = new CompletableFuture<>();
        question.accept(future::complete);
        return get(future);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IllegalStateException(cause == null ? "" : cause.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the broker does not answer within %d s; is it closed?"
                            .formatted(ANSWER_SECONDS),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked", e);
        }
    }
}
