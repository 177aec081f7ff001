package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.are;
import static dev.stanchion.engine.admin.Sentences.count;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.OpenParked;
import dev.stanchion.engine.channel.ParkedMessages;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.ParkedNote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plans what happens to parked messages, and carries it out. On the shard of the channel of parked
 * messages.
 */
final class ParkedDeeds {
    private static final int MOST_LISTED = 100;

    private final Channel channel;
    private final String originName;
    private final Origin origin;

    ParkedDeeds(Channel channel, Origin origin) {
        this.channel = channel;
        this.originName = ParkedNote.originOf(channel.channel());
        this.origin = origin;
    }

    /** Shows open messages, the copies of one as one. */
    void list(long from, int most, Reply<ParkedPage> reply) {
        channel.parked()
                .whenKnown(open -> {
                    List<OpenParked.Entry> found = open.from(from, most + 1);
                    List<OpenParked.Entry> page = found.subList(0, Math.min(most, found.size()));
                    long next = found.size() > most ? found.getLast().sequence() : 0;
                    int count = open.size();
                    read(page, messages -> reply.succeeded(new ParkedPage(count, messages, next)));
                });
    }

    /** Reads the first copy of each; those that cannot be read are left out. */
    private void read(List<OpenParked.Entry> entries, Consumer<List<ParkedMessage>> answer) {
        Map<Long, Integer> copies = new HashMap<>();
        entries.forEach(each -> copies.put(each.sequence(), each.copies().size()));
        ParkedReader.read(
                channel,
                entries.stream().mapToLong(OpenParked.Entry::sequence).toArray(),
                found ->
                        answer.accept(
                                found.stream()
                                        .map(each ->
                                                each.withCopies(
                                                        copies.getOrDefault(each.sequence(), 1)))
                                        .toList()));
    }

    void drop(Operation.DropParked operation, Reply<Prepared> reply) {
        withEntries(operation, reply, (open, wanted) -> reply.succeeded(drop(operation, wanted)));
    }

    /** A message need not be readable to be dropped. */
    private Prepared drop(Operation.DropParked operation, List<OpenParked.Entry> wanted) {
        Effects effects = new Effects(0, 0, 0, wanted.size(), 0, 0, List.of());
        List<Long> sequences = wanted.stream().map(OpenParked.Entry::sequence).toList();
        String summary =
                "%s of %s %s dropped: %s. Nobody will get %s any more.%s"
                        .formatted(
                                count(wanted.size(), "parked message"),
                                originName,
                                are(wanted.size()),
                                listed(sequences),
                                wanted.size() == 1 ? "it" : "them",
                                whatStays(wanted));
        return new Prepared(
                plan(operation, summary, effects, null),
                Optional.empty(),
                done ->
                        settle(
                                sequences,
                                Reply.of(dropped -> release(wanted, done), done::failed)));
    }

    /** Whoever drops the first message of a key may expect that the later ones go on. */
    private String whatStays(List<OpenParked.Entry> dropped) {
        OpenParked open = channel.parked().open();
        Set<Long> sequences = new HashSet<>();
        Set<OpenParked.Chain> chains = new HashSet<>();
        for (OpenParked.Entry each : dropped) {
            sequences.add(each.sequence());
            chains.add(each.chain());
        }
        long staying = 0;
        for (OpenParked.Chain chain : chains) {
            for (OpenParked.Entry each : open.behind(chain)) {
                staying += sequences.contains(each.sequence()) ? 0 : 1;
            }
        }
        return staying == 0
                ? ""
                : " %s %s parked behind an earlier one with the same key: redrive the first one to"
                                .formatted(
                                        count(staying, "message"), staying == 1 ? "stays" : "stay")
                        + " go on with the key.";
    }

    /** Keys of which nothing is parked any more are free. */
    private void release(List<OpenParked.Entry> dropped, Reply<Long> done) {
        OpenParked open = channel.parked().open();
        Set<OpenParked.Chain> freed = new HashSet<>();
        for (OpenParked.Entry each : dropped) {
            boolean isHeadGone = !each.isBehind() || open.headOf(each.chain()) == null;
            if (open.behind(each.chain()).isEmpty() && isHeadGone) {
                freed.add(each.chain());
            }
        }
        origin.release(freed, done);
    }

    void redrive(Operation.RedriveParked operation, Reply<Prepared> reply) {
        withEntries(
                operation,
                reply,
                (open, wanted) -> {
                    ParkedChains chains = new ParkedChains(open, wanted, channel.channel());
                    Failure refusal = chains.refusal();
                    if (refusal != null) {
                        reply.failed(refusal);
                        return;
                    }
                    read(chains.entries(), found -> look(operation, chains, found, reply));
                });
    }

    private void look(
            Operation.RedriveParked operation,
            ParkedChains chains,
            List<ParkedMessage> found,
            Reply<Prepared> reply) {
        Optional<Long> unread = firstUnread(chains.entries(), found);
        if (unread.isPresent()) {
            reply.failed(
                    new Failure.StoreFailed(
                            StoreException.Kind.IO,
                            "Message %d of %s cannot be read, so it cannot be sent again. Try again; if it stays so, drop it."
                                    .formatted(unread.get(), channel.channel())));
            return;
        }
        origin.look(
                notesOf(found), fates -> reply.succeeded(redrive(operation, chains, found, fates)));
    }

    private static Optional<Long> firstUnread(
            List<OpenParked.Entry> wanted, List<ParkedMessage> found) {
        Set<Long> read = new HashSet<>();
        found.forEach(each -> read.add(each.sequence()));
        return wanted.stream()
                .map(OpenParked.Entry::sequence)
                .filter(each -> !read.contains(each))
                .findFirst();
    }

    private Prepared redrive(
            Operation.RedriveParked operation,
            ParkedChains chains,
            List<ParkedMessage> found,
            List<Origin.Fate> fates) {
        List<ParkedMessage> ready = new ArrayList<>();
        List<ParkedMessage> lost = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            (fates.get(i) == Origin.Fate.READY ? ready : lost).add(found.get(i));
        }
        Effects effects = new Effects(ready.size(), 0, 0, 0, 0, 0, List.of());
        String summary =
                "%s of %s %s sent again to %s: %s.%s"
                        .formatted(
                                count(ready.size(), "parked message"),
                                originName,
                                are(ready.size()),
                                positionsOf(ready),
                                listed(sequencesOf(ready)),
                                chains.sentence());
        if (operation.republish() && !lost.isEmpty()) {
            summary +=
                    " %s %s published anew, to all who subscribe to %s: %s."
                            .formatted(
                                    count(lost.size(), "message"),
                                    are(lost.size()),
                                    originName,
                                    listed(sequencesOf(lost)));
        }
        return new Prepared(
                plan(operation, summary, effects, whyNotRedriven(operation, found, fates)),
                Optional.empty(),
                done ->
                        origin.redrive(
                                notesOf(ready),
                                chains.held(),
                                Reply.of(redriven -> republish(lost, found, done), done::failed)));
    }

    private void republish(List<ParkedMessage> lost, List<ParkedMessage> found, Reply<Long> done) {
        if (lost.isEmpty()) {
            settle(sequencesOf(found), done);
        } else {
            origin.republish(
                    lost, Reply.of(published -> settle(sequencesOf(found), done), done::failed));
        }
    }

    private @Nullable Failure whyNotRedriven(
            Operation.RedriveParked operation, List<ParkedMessage> found, List<Origin.Fate> fates) {
        if (operation.republish()) {
            return null;
        }
        for (int i = 0; i < found.size(); i++) {
            if (fates.get(i) != Origin.Fate.READY) {
                return fates.get(i).refusal(found.get(i).note(), originName);
            }
        }
        return null;
    }

    private interface Found {
        void accept(OpenParked open, List<OpenParked.Entry> entries);
    }

    private void withEntries(Operation.OnParked operation, Reply<Prepared> reply, Found task) {
        List<Long> wanted = operation.sequences();
        if (wanted.isEmpty() || wanted.size() > Operation.OnParked.MOST_MESSAGES) {
            reply.failed(
                    new Failure.Invalid(
                            "/sequences",
                            "%s (expected: 1 to %d messages at a time)."
                                    .formatted(
                                            count(wanted.size(), "message"),
                                            Operation.OnParked.MOST_MESSAGES)));
            return;
        }
        channel.parked().whenKnown(open -> withEntries(open, wanted, reply, task));
    }

    private void withEntries(
            OpenParked open, List<Long> wanted, Reply<Prepared> reply, Found task) {
        Map<Long, OpenParked.Entry> entries = new TreeMap<>();
        for (long each : wanted) {
            OpenParked.Entry entry = open.at(each);
            if (entry == null) {
                reply.failed(
                        new Failure.Invalid(
                                "/sequences",
                                "Message %d of %s is not parked; it may be redriven or dropped."
                                        .formatted(each, channel.channel())));
                return;
            }
            entries.put(entry.sequence(), entry);
        }
        task.accept(open, List.copyOf(entries.values()));
    }

    private static List<ParkedNote> notesOf(List<ParkedMessage> messages) {
        return messages.stream().map(ParkedMessage::note).toList();
    }

    private void settle(List<Long> sequences, Reply<Long> done) {
        OpenParked open = channel.parked().open();
        for (long each : sequences) {
            OpenParked.Entry entry = open.at(each);
            List<Long> copies = entry == null ? List.of(each) : entry.copies();
            copies.forEach(copy -> ParkedMessages.settle(channel, copy));
        }
        channel.flush(Failures.whenDurable(done));
    }

    private static String positionsOf(List<ParkedMessage> messages) {
        List<String> positions =
                messages.stream().map(each -> each.note().position()).distinct().toList();
        return positions.size() == 1 ? positions.getFirst() : count(positions.size(), "position");
    }

    private static List<Long> sequencesOf(List<ParkedMessage> messages) {
        return messages.stream().map(ParkedMessage::sequence).toList();
    }

    private static String listed(List<Long> sequences) {
        String shown =
                String.join(
                        ", ", sequences.stream().limit(MOST_LISTED).map(String::valueOf).toList());
        return sequences.isEmpty()
                ? "none"
                : sequences.size() > MOST_LISTED ? shown + ", …" : shown;
    }

    private Plan plan(
            Operation.OnParked operation,
            String summary,
            Effects effects,
            @Nullable Failure refusal) {
        PlanState state =
                new PlanState(
                        operation.hashCode(),
                        channel.incarnation(),
                        0,
                        channel.messages().lastSequence(),
                        effects.messages(),
                        0);
        return new Plan(
                operation, summary, state.text(), effects, List.of(), Optional.ofNullable(refusal));
    }
}
