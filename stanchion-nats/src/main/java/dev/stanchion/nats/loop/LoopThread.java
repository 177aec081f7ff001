package dev.stanchion.nats.loop;

import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/** A thread that knows its loop, so that a publish finds it without a map. */
public final class LoopThread extends FastThreadLocalThread {
    /** Set by the thread itself before the server is used; null only until then. */
    private @Nullable TurnLoop loop;

    public LoopThread(Runnable target, String name) {
        super(target, name);
    }

    public void belongTo(TurnLoop owner) {
        assert Thread.currentThread() == this;
        loop = owner;
    }

    /** The loop whose thread this is, whichever server it belongs to; null on other threads. */
    public static @Nullable TurnLoop currentLoop() {
        return Thread.currentThread() instanceof LoopThread thread ? thread.loop : null;
    }
}
