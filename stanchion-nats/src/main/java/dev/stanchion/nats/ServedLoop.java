package dev.stanchion.nats;

/**
 * A loop with the connections that it serves.
 *
 * @param connections confined to the loop
 */
record ServedLoop(TurnLoop loop, Connections connections) {
    ServedLoop(TurnLoop loop) {
        this(loop, new Connections());
    }
}
