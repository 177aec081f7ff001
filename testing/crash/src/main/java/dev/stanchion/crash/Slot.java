package dev.stanchion.crash;

import dev.stanchion.crash.promise.ChannelModel;
import dev.stanchion.crash.promise.Verdict;

/** A channel name and the channel that it may belong to. */
final class Slot {
    private final String name;
    private final Verdict verdict;
    private State state = State.ABSENT;
    private ChannelModel model;
    private int incarnation;

    /** The states of a channel that a store may know. */
    enum State {
        ABSENT,
        /** The channel was requested. There was no answer, or the answer was an error. */
        PERHAPS_CREATED,
        PRESENT,
        /** The deletion was requested. There was no answer, or the answer was an error. */
        PERHAPS_DELETED
    }

    Slot(String name, Verdict verdict) {
        this.name = name;
        this.verdict = verdict;
        model = new ChannelModel(name, verdict);
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    ChannelModel model() {
        return model;
    }

    /** Returns which channel of this name it is; its messages say it too. */
    int incarnation() {
        return incarnation;
    }

    boolean mayBeThere() {
        return state != State.ABSENT;
    }

    boolean mustBeThere() {
        return state == State.PRESENT;
    }

    void creating() {
        if (state == State.ABSENT) {
            state = State.PERHAPS_CREATED;
            model = new ChannelModel(name, verdict);
            incarnation++;
        }
    }

    void deleting() {
        state = State.PERHAPS_DELETED;
    }

    void isThere() {
        state = State.PRESENT;
    }

    void isGone() {
        state = State.ABSENT;
    }
}
