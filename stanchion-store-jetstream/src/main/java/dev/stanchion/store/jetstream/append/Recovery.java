package dev.stanchion.store.jetstream.append;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.ReadPage;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.message.StreamMessage;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One attempt to find out what a stream has behind the last sequence that the writer knows. Each
 * message there is either the first that waits, which has arrived then, or one of somebody else.
 * Confined to the shard.
 *
 * <p>An answer that is out of date is harmless: the next batch is refused then, and another
 * recovery follows. So at most one copy of a message is stored, however late an older copy arrives.
 *
 * <p>If another Stanchion has written, it may have taken over. Then what waits here would come
 * behind its messages. So the lease is confirmed between the look at the stream and the next batch:
 * that batch is refused if anybody writes after the look.
 */
final class Recovery {
    private static final int PAGE_MESSAGES = 256;
    private static final int PAGE_BYTES = 512 * 1024;
    private static final String EVERYTHING = ">";

    private final StreamWriter writer;
    private final int number;
    private final List<StreamMessage> foreign = new ArrayList<>();
    private int moved;
    private long reportable;
    private long last;

    /**
     * @param number the writer ends this recovery by beginning one with another number
     */
    Recovery(StreamWriter writer, int number) {
        this.writer = writer;
        this.number = number;
        this.reportable = writer.last();
    }

    void begin() {
        if (writer.isCurrent(number)) {
            writer.api().info(writer.target().stream(), answer(this::onInfo));
        }
    }

    private void onInfo(StreamInfo info) {
        last = info.lastSequence();
        if (last < writer.last() && !writer.believes(last)) {
            writer.recoverAgain("the leader of stream " + stream() + " is behind");
        } else if (last < writer.last()) {
            writer.behind(last);
            end();
        } else {
            readOn();
        }
    }

    private String stream() {
        return writer.target().stream();
    }

    private void readOn() {
        if (writer.last() == last) {
            finish();
            return;
        }
        if (!writer.readsDirectly()) {
            askLeader();
            return;
        }
        writer.api()
                .read(
                        stream(),
                        writer.last() + 1,
                        PAGE_MESSAGES,
                        PAGE_BYTES,
                        EVERYTHING,
                        answer(this::onPage));
    }

    private void onPage(ReadPage page) {
        long before = writer.last();
        for (StreamMessage message : page.messages()) {
            if (message.sequence() <= last) {
                take(message);
            }
        }
        if (writer.last() > before) {
            readOn();
        } else {
            askLeader();
        }
    }

    /** A replica has nothing more: it is behind, or the rest has been removed. */
    private void askLeader() {
        writer.api()
                .next(
                        stream(),
                        writer.last() + 1,
                        EVERYTHING,
                        ApiOutcome.of(
                                message -> {
                                    if (writer.isCurrent(number)) {
                                        onNext(message);
                                    }
                                },
                                why -> {
                                    if (!writer.isCurrent(number)) {
                                        return;
                                    }
                                    if (why.is(ApiFailure.NO_MESSAGE)) {
                                        takeMissingUpTo(last);
                                        readOn();
                                    } else {
                                        fail(why.text());
                                    }
                                }));
    }

    private void onNext(StreamMessage message) {
        if (message.sequence() > last) {
            takeMissingUpTo(last);
        } else {
            take(message);
        }
        readOn();
    }

    private void take(StreamMessage message) {
        takeMissingUpTo(message.sequence() - 1);
        Deque<Outgoing> queue = writer.queue();
        Outgoing head = queue.peekFirst();
        if (head != null && head.isSameAs(message)) {
            reportForeign();
            // it has left already, and may be another message, if somebody else had stored it
            if (queue.peekFirst() == head && head.isSameAs(message)) {
                queue.removeFirst();
            }
            reportable = message.sequence();
        } else if (message.subject().equals(writer.target().gapSubject())) {
            writer.hasGapsThere();
            writer.metAnother();
            takeNumber(message.sequence());
        } else {
            if (!message.origin().isEmpty()) {
                writer.metAnother(); // a native writer gives no origin, and takes nothing over
            }
            takeNumber(message.sequence());
            foreign.add(message);
            reportable = message.sequence();
        }
        writer.reached(message.sequence());
    }

    /** Takes sequences whose messages have been removed. */
    private void takeMissingUpTo(long sequence) {
        while (writer.last() < sequence) {
            writer.metAnother(); // nobody knows whose it was
            takeNumber(writer.last() + 1);
            writer.reached(writer.last() + 1);
        }
    }

    /** Takes a sequence that belongs to no message that waits. A gap can use it. */
    private void takeNumber(long sequence) {
        if (foreign.isEmpty() && moved == 0) {
            writer.owner().onDurable(reportable); // what comes before does not move
        }
        Outgoing head = writer.queue().peekFirst();
        if (head == null || !head.isGap()) {
            moved++;
            reportable = sequence;
            return;
        }
        head.taken(1);
        if (head.numbers() == 0) {
            writer.queue().removeFirst();
        }
    }

    private void reportForeign() {
        if (!foreign.isEmpty() || moved > 0) {
            writer.target().figures().foreign(moved);
            writer.owner().onForeign(withOwn(foreign), moved);
            writer.owner().onDurable(reportable);
            foreign.clear();
            moved = 0;
        }
    }

    /**
     * Finds the messages that wait although others have stored them, and takes them out of the
     * queue. It is done when the others' are reported, so that it finds all that was added.
     */
    private List<Foreign> withOwn(List<StreamMessage> stored) {
        Map<String, Outgoing> waiting = new HashMap<>();
        if (stored.stream().anyMatch(each -> !each.origin().isEmpty())) {
            writer.queue().forEach(each -> waiting.putIfAbsent(each.origin(), each));
            waiting.remove("");
        }
        List<Foreign> found = new ArrayList<>();
        for (StreamMessage each : stored) {
            Outgoing own = waiting.remove(each.origin());
            found.add(new Foreign(each, own));
            if (own != null) {
                writer.queue().remove(own);
            }
        }
        return found;
    }

    private void finish() {
        reportForeign();
        writer.owner().onDurable(reportable);
        end();
    }

    private void end() {
        if (!writer.mustConfirm()) {
            writer.recovered();
            return;
        }
        writer.owner()
                .confirmActive(
                        Outcome.of(
                                done -> {
                                    if (writer.isCurrent(number)) {
                                        writer.confirmed();
                                        writer.recovered();
                                    }
                                },
                                why -> {
                                    if (writer.isCurrent(number)) {
                                        writer.recoverAgain(why.reason());
                                    }
                                }));
    }

    /** Reports what is known so far, and leaves the rest to another attempt. */
    private void fail(String why) {
        reportForeign();
        writer.owner().onDurable(reportable);
        writer.recoverAgain(why);
    }

    /** Passes an answer on if this recovery is still wanted, and tries again if there is none. */
    private <T> ApiOutcome<T> answer(Consumer<T> onAnswer) {
        return ApiOutcome.of(
                result -> {
                    if (writer.isCurrent(number)) {
                        onAnswer.accept(result);
                    }
                },
                why -> {
                    if (!writer.isCurrent(number)) {
                        return;
                    }
                    if (why.is(ApiFailure.STREAM_NOT_FOUND)) {
                        writer.stopAsCorrupt(
                                "stream %s is gone: somebody has deleted it".formatted(stream()));
                    } else {
                        fail(reason(why));
                    }
                });
    }

    private String reason(ApiFailure why) {
        return why.kind() == ApiFailure.Kind.NOBODY
                ? "no leader for stream " + stream()
                : why.text();
    }
}
