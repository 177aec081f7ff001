package dev.stanchion.test.look;

import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.engine.admin.PositionState;
import dev.stanchion.test.wire.PositionRef;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A position of a channel: a queue group, a durable, or the plain subscriptions of a client. It may
 * not exist yet. Safe for use by many threads; blocks.
 */
public final class PositionView {
    private final Questions questions;
    private final PositionRef ref;

    public PositionView(Questions questions, PositionRef ref) {
        this.questions = questions;
        this.ref = ref;
    }

    private List<PositionState> states() {
        return questions.positions(ref.channel()).stream().filter(this::isThis).toList();
    }

    private boolean isThis(PositionState state) {
        return switch (state.key()) {
            case PositionKey.Group(String name) ->
                    ref.kind() == PositionRef.Kind.GROUP
                            && (name.equals(ref.name()) || name.endsWith(":" + ref.name()));
            case PositionKey.Durable(String clientId, String durable) ->
                    ref.kind() == PositionRef.Kind.DURABLE
                            && clientId.equals(ref.clientId())
                            && durable.equals(ref.name());
            case PositionKey.Plain ignored ->
                    ref.kind() == PositionRef.Kind.PLAIN
                            && state.members().stream()
                                    .anyMatch(each -> each.clientId().equals(ref.clientId()));
        };
    }

    /** Returns whether the position exists. */
    public boolean exists() {
        return !states().isEmpty();
    }

    /** Returns how many connected subscriptions use it. */
    public long members() {
        return states().stream()
                .flatMap(state -> state.members().stream())
                .filter(member -> !member.isOffline())
                .count();
    }

    /** Returns how many messages were sent and are not acknowledged. */
    public long inFlight() {
        return states().stream().mapToLong(PositionState::pending).sum();
    }

    /** Returns how many messages were not sent yet. */
    public long lag() {
        return states().stream().mapToLong(PositionState::unsent).sum();
    }

    /** Returns whether it exists, everything was sent to it, and it has acknowledged all. */
    public boolean isCaughtUp() {
        List<PositionState> states = states();
        return !states.isEmpty()
                && states.stream().allMatch(each -> each.unsent() == 0 && each.pending() == 0);
    }

    /** Returns how many messages were sent to it, each counted once, since the last reset. */
    public long delivered() {
        return questions.tallies().of(ref).delivered();
    }

    /** Returns how many deliveries were repetitions, since the last reset. */
    public long redelivered() {
        return questions.tallies().of(ref).redelivered();
    }

    /** Returns how many acknowledgements came, since the last reset. */
    public long acknowledged() {
        return questions.tallies().of(ref).acknowledged();
    }

    /** Returns how often a message was sent to it, since the last reset. */
    public int attempts(long sequence) {
        return questions.tallies().attempts(ref, sequence);
    }

    /** Returns why messages do not arrive, in sentences. */
    public String why() {
        return questions.why(ref.channel(), ref.shortName());
    }

    /** Waits until it exists with at least that many connected subscriptions. */
    public void awaitMembers(int count) {
        await("to have %d members".formatted(count), () -> members() >= count);
    }

    /** Waits until {@link #isCaughtUp}. */
    public void awaitCaughtUp() {
        await("to be caught up", this::isCaughtUp);
    }

    /** Waits until at least that many messages were sent to it. */
    public void awaitDelivered(long count) {
        await("to have got %d messages".formatted(count), () -> delivered() >= count);
    }

    /** Waits until at least that many deliveries were repetitions. */
    public void awaitRedelivered(long count) {
        await("to have got %d repetitions".formatted(count), () -> redelivered() >= count);
    }

    /** Waits until at least that many acknowledgements came. */
    public void awaitAcknowledged(long count) {
        await("to have acknowledged %d messages".formatted(count), () -> acknowledged() >= count);
    }

    /** Waits until exactly that many messages are in flight. */
    public void awaitInFlight(long count) {
        await("to have %d messages in flight".formatted(count), () -> inFlight() == count);
    }

    private void await(String what, BooleanSupplier state) {
        questions.await(expectation(what, state));
    }

    /** Returns an expectation whose failure says why messages do not arrive here. */
    Expectation expectation(String what, BooleanSupplier state) {
        return Expectation.of(ref.text() + " " + what, state).about(ref.channel(), ref.shortName());
    }

    Questions questions() {
        return questions;
    }

    /** Returns what it is: {@code group orders of tickets:created}. */
    @Override
    public String toString() {
        return ref.text();
    }
}
