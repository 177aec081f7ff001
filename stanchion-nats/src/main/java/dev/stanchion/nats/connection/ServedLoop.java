package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;

/**
 * A loop with the connections that it serves.
 *
 * @param connections confined to the loop
 * @param lingering confined to the loop
 */
public record ServedLoop(TurnLoop loop, Connections connections, Lingering lingering) {
    public ServedLoop(TurnLoop loop) {
        this(loop, new Connections(), new Lingering());
    }
}
