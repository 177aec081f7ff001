package dev.stanchion.nats.loop;

import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/** A thread that knows its loop, so that a publish finds the loop without a map. */
public final class LoopThread extends FastThreadLocalThread {
    /** The thread sets it before anything uses the server. It is null only until then. */
    private @Nullable TurnLoop loop;

    public LoopThread(Runnable target, String name) {
        super(target, name);
    }

    public void belongTo(TurnLoop owner) {
        assert Thread.currentThread() == this;
        loop = owner;
    }

    /** Returns the loop of the current thread, of any server; null on other threads. */
    public static @Nullable TurnLoop currentLoop() {
        return Thread.currentThread() instanceof LoopThread thread ? thread.loop : null;
    }
}
