package dev.stanchion.nats.loop;

/** Output that a turn has added to. */
public interface TurnOutput {
    /** Writes what the turn has queued. Called once, at the end of the turn, on the loop. */
    void flush();
}
