package dev.stanchion.nats;

/** Output that a turn has added to. */
interface TurnOutput {
    /** Writes what the turn has queued. Called once, at the end of the turn, on the loop. */
    void flush();
}
