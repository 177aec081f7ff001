package dev.stanchion.server;

import dev.stanchion.nats.loop.NatsLoop;
import java.util.List;

/** A part of the server that needs the server's loops. */
interface LoopUser {
    /** Needs no loops. */
    LoopUser NONE =
            new LoopUser() {
                @Override
                public void begin(List<? extends NatsLoop> loops) {}

                @Override
                public void end() {}
            };

    /** Begins to use loops that run. May block. */
    void begin(List<? extends NatsLoop> loops);

    /** Ends what uses the loops, while they still run. The engine has stopped. May block. */
    void end();
}
