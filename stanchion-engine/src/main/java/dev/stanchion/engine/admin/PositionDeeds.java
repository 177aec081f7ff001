package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.are;
import static dev.stanchion.engine.admin.Sentences.count;
import static dev.stanchion.engine.admin.Sentences.number;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.client.Session;
import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.ParkingByHand;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.protocol.ParkedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans operations on one position, and carries them out. On the shard of the channel. */
final class PositionDeeds {
    private final Channel channel;
    private final Dispatcher position;
    private final Kicking kicking;
    private final String name;
    private final long next;

    PositionDeeds(Channel channel, Dispatcher position, Kicking kicking) {
        this.channel = channel;
        this.position = position;
        this.kicking = kicking;
        this.name = position.name().described();
        this.next = position.nextSequence();
    }

    /**
     * Plans a move.
     *
     * @param wanted the next sequence to send, which need not exist
     */
    Prepared move(Operation.Move operation, long wanted) {
        ChannelLog log = channel.messages();
        long first = Math.max(1, log.firstSequence());
        long target = Math.clamp(wanted, first, log.lastSequence() + 1);
        long forgotten = forgottenBy(target, operation.keepInFlight());
        Effects effects =
                new Effects(
                        Math.max(0, next - target),
                        Math.max(0, target - Math.max(next, first)),
                        forgotten,
                        0,
                        0,
                        0,
                        clients());
        Plan plan =
                plan(
                        operation,
                        moveSentence(target, effects),
                        effects,
                        warningsOfMove(effects),
                        whyNotMoved(operation));
        Operation undo =
                new Operation.Move(
                        operation.channel(), operation.position(), new Place.Sequence(next), true);
        return new Prepared(plan, Optional.of(undo), done -> moveTo(target, operation, done));
    }

    private long forgottenBy(long target, boolean keepInFlight) {
        long forgotten = 0;
        for (Subscription each : position.subscriptions()) {
            for (long sequence : each.lowestPending(Integer.MAX_VALUE)) {
                forgotten += keepInFlight && sequence < target ? 0 : 1;
            }
        }
        return forgotten;
    }

    private String moveSentence(long target, Effects effects) {
        String way =
                target < next
                        ? "goes from %s back to %s. %s %s delivered again"
                                .formatted(
                                        number(next),
                                        number(target),
                                        count(effects.redelivered(), "message"),
                                        are(effects.redelivered()))
                        : "goes from %s to %s. %s %s skipped"
                                .formatted(
                                        number(next),
                                        number(target),
                                        count(effects.skipped(), "message"),
                                        are(effects.skipped()));
        return "%s on %s %s, %s in flight %s forgotten. %s"
                .formatted(
                        name,
                        channel.channel(),
                        way,
                        number(effects.forgottenInFlight()),
                        are(effects.forgottenInFlight()),
                        connected());
    }

    private String connected() {
        int members = clients().size();
        return "%s %s connected.".formatted(count(members, "client"), are(members));
    }

    private List<Warning> warningsOfMove(Effects effects) {
        return effects.redelivered() > 0 && !clients().isEmpty()
                ? List.of(
                        new Warning(
                                "members-connected",
                                "%s %s connected and will receive the messages at once."
                                        .formatted(
                                                count(clients().size(), "client"),
                                                are(clients().size()))))
                : List.of();
    }

    private @Nullable Failure whyNotMoved(Operation.Move operation) {
        if (!position.isPlaced()) {
            return new Failure.Busy(operation.target());
        }
        boolean isDurable =
                position.subscriptions().stream().allMatch(one -> one.terms().durable());
        return isDurable
                ? null
                : new Failure.Invalid(
                        "/position",
                        "Only durables and durable groups can be moved. The place of "
                                + name
                                + " is its client's.");
    }

    private void moveTo(long target, Operation.Move operation, Reply<Long> done) {
        position.hold(Dispatcher.Hold.MOVING);
        position.moveTo(target, operation.keepInFlight());
        channel.flush(
                Failures.whenDurable(
                        Reply.of(
                                moved -> {
                                    position.release(Dispatcher.Hold.MOVING);
                                    done.succeeded(moved);
                                },
                                why -> {
                                    position.release(Dispatcher.Hold.MOVING);
                                    done.failed(why);
                                })));
    }

    /** Plans to settle single messages. */
    Prepared skip(Operation.Skip operation) {
        List<Long> pending = pendingOf(operation.sequences());
        Effects effects = new Effects(0, 0, pending.size(), 0, 0, 0, clients());
        String summary =
                "%s of %s count%s as acknowledged by %s: %s."
                        .formatted(
                                count(pending.size(), "message"),
                                channel.channel(),
                                pending.size() == 1 ? "s" : "",
                                name,
                                listed(pending));
        Plan plan =
                plan(operation, summary, effects, List.of(), whyNotSkipped(operation.sequences()));
        return new Prepared(plan, Optional.empty(), done -> skip(pending, done));
    }

    private @Nullable Failure whyNotSkipped(List<Long> sequences) {
        if (sequences.isEmpty()) {
            return new Failure.Invalid("/sequences", "At least one sequence is needed.");
        }
        for (long sequence : sequences) {
            if (sequence < 1 || sequence >= next) {
                return new Failure.Invalid(
                        "/sequences",
                        "Message %d was not sent to %s yet; move the position instead."
                                .formatted(sequence, name));
            }
        }
        return null;
    }

    private void skip(List<Long> sequences, Reply<Long> done) {
        for (long sequence : sequences) {
            for (Subscription each : position.subscriptions()) {
                each.settleForGood(sequence);
            }
        }
        position.pump();
        channel.flush(Failures.whenDurable(done));
    }

    /** Plans to park single messages. */
    Prepared park(Operation.Park operation, String user) {
        List<Long> pending = pendingOf(operation.sequences());
        Effects effects = new Effects(0, 0, pending.size(), 0, 0, 0, clients());
        String summary =
                "%s of %s %s parked in %s, for %s: %s."
                        .formatted(
                                count(pending.size(), "message"),
                                channel.channel(),
                                are(pending.size()),
                                ParkedNote.channelFor(channel.channel()),
                                name,
                                listed(pending));
        Plan plan = plan(operation, summary, effects, warningsOfParking(), whyNotParked(operation));
        String reason = operation.reason().isEmpty() ? "parked by " + user : operation.reason();
        return new Prepared(
                plan,
                Optional.empty(),
                done ->
                        ParkingByHand.park(
                                position,
                                pending,
                                reason,
                                Outcome.of(
                                        parked -> channel.flush(Failures.whenDurable(done)),
                                        why -> done.failed(Failures.of(why)))));
    }

    private List<Warning> warningsOfParking() {
        Policy policy = position.policy();
        return policy.key().isPresent() && policy.onParked() == Policy.OnParked.HOLD_KEY
                ? List.of(
                        new Warning(
                                "key-held",
                                "Later messages with the same key are parked, too (on_parked)."))
                : List.of();
    }

    private @Nullable Failure whyNotParked(Operation.Park operation) {
        if (ParkedNote.isParkedChannel(channel.channel())) {
            return new Failure.Invalid(
                    "/channel", channel.channel() + " has messages that are parked already.");
        }
        if (operation.reason().length() > Operation.Park.MOST_REASON_CHARS) {
            return new Failure.Invalid(
                    "/reason",
                    "The reason has %d characters (expected: at most %d)."
                            .formatted(
                                    operation.reason().length(), Operation.Park.MOST_REASON_CHARS));
        }
        return whyNotSkipped(operation.sequences());
    }

    /** Plans to send unacknowledged messages again now. */
    Prepared redeliver(Operation.Redeliver operation) {
        List<Long> due =
                operation.sequences().isEmpty() ? allPending() : pendingOf(operation.sequences());
        Effects effects = new Effects(due.size(), 0, 0, 0, 0, 0, clients());
        String summary =
                "%s in flight of %s %s sent to %s again now."
                        .formatted(
                                count(due.size(), "message"),
                                channel.channel(),
                                are(due.size()),
                                name);
        List<Warning> warnings =
                clients().isEmpty()
                        ? List.of(
                                new Warning(
                                        "no-member",
                                        "No client is connected; the next one gets them."))
                        : List.of();
        Plan plan = plan(operation, summary, effects, warnings, null);
        return new Prepared(
                plan,
                Optional.empty(),
                done -> {
                    position.subscriptions().forEach(each -> each.makeDue(due));
                    done.succeeded(0L);
                });
    }

    /** Plans to end the position. */
    Prepared delete(Operation.DeletePosition operation) {
        List<String> clients = clients();
        Effects effects =
                new Effects(
                        0,
                        Views.unsentOf(channel, position),
                        allPending().size(),
                        0,
                        0,
                        1,
                        clients);
        String summary =
                "%s on %s is deleted at %s. %s %s not sent to it, %s in flight %s forgotten. %s"
                        .formatted(
                                name,
                                channel.channel(),
                                number(next),
                                count(effects.skipped(), "message"),
                                effects.skipped() == 1 ? "was" : "were",
                                number(effects.forgottenInFlight()),
                                are(effects.forgottenInFlight()),
                                connected());
        Failure refusal =
                clients.isEmpty() || operation.kick()
                        ? null
                        : new Failure.InUse(operation.target(), clients);
        Plan plan = plan(operation, summary, effects, List.of(), refusal);
        return new Prepared(
                plan,
                Optional.empty(),
                done -> {
                    List<Session> users = users(position);
                    channel.end(
                            position,
                            Failures.whenDurable(
                                    Reply.of(
                                            ended ->
                                                    kicking.kick(
                                                            users, () -> done.succeeded(ended)),
                                            done::failed)));
                });
    }

    /** Returns the clients that use a position now. */
    static List<Session> users(Dispatcher position) {
        List<Session> users = new ArrayList<>();
        for (Subscription each : position.subscriptions()) {
            Client client = each.client();
            if (each.isActive() && client != null && !users.contains(client.session())) {
                users.add(client.session());
            }
        }
        return users;
    }

    private List<String> clients() {
        return users(position).stream().map(Session::clientId).sorted().toList();
    }

    private List<Long> pendingOf(List<Long> sequences) {
        return sequences.stream()
                .distinct()
                .sorted()
                .filter(sequence ->
                        position.subscriptions().stream().anyMatch(one -> one.isPending(sequence)))
                .toList();
    }

    private List<Long> allPending() {
        List<Long> all = new ArrayList<>();
        for (Subscription each : position.subscriptions()) {
            for (long sequence : each.pendingByDeadline()) {
                all.add(sequence);
            }
        }
        return all;
    }

    private static String listed(List<Long> sequences) {
        int most = 10;
        String shown =
                String.join(", ", sequences.stream().limit(most).map(String::valueOf).toList());
        return sequences.isEmpty() ? "none" : sequences.size() > most ? shown + ", …" : shown;
    }

    private Plan plan(
            Operation operation,
            String summary,
            Effects effects,
            List<Warning> warnings,
            @Nullable Failure refusal) {
        boolean endsSubscriptions = operation instanceof Operation.DeletePosition;
        PlanState state =
                new PlanState(
                        operation.hashCode(),
                        channel.incarnation(),
                        position.isPlaced() ? next : 0,
                        channel.messages().lastSequence(),
                        effects.messages(),
                        endsSubscriptions ? effects.clientsAffected().hashCode() : 0);
        return new Plan(
                operation, summary, state.text(), effects, warnings, Optional.ofNullable(refusal));
    }
}
