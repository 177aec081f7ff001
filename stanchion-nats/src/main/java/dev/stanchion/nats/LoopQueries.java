package dev.stanchion.nats;

import dev.stanchion.nats.loop.LoopCounters;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.snapshot.LoopUse;
import dev.stanchion.nats.snapshot.RoutingSnapshot;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.netty.util.concurrent.ThreadProperties;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Adds up what the loops of a server have counted. */
final class LoopQueries {
    private LoopQueries() {}

    /** The messages of some loops, so far. */
    record Messages(long inMsgs, long outMsgs, long inBytes, long outBytes) {}

    /** Adds up the counters. They are not from exactly the same instant. Any thread. */
    static Messages messages(List<TurnLoop> loops) {
        long inMsgs = 0;
        long outMsgs = 0;
        long inBytes = 0;
        long outBytes = 0;
        for (TurnLoop loop : loops) {
            LoopCounters counters = loop.counters();
            inMsgs += counters.inMsgs();
            outMsgs += counters.outMsgs();
            inBytes += counters.inBytes();
            outBytes += counters.outBytes();
        }
        return new Messages(inMsgs, outMsgs, inBytes, outBytes);
    }

    /** Returns the processor time of the threads of loops. Any thread. */
    static List<LoopUse> use(List<TurnLoop> loops) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return loops.stream()
                .map(loop -> {
                    ThreadProperties thread =
                            ((SingleThreadEventExecutor) loop.eventLoop()).threadProperties();
                    long nanos = threads.getThreadCpuTime(thread.id());
                    return new LoopUse(thread.name(), Duration.ofNanos(Math.max(0, nanos)));
                })
                .toList();
    }

    /** Asks each loop for statistics of its subject matching; completed on some thread. */
    static CompletionStage<RoutingSnapshot> routing(List<TurnLoop> loops) {
        var asked = new ArrayList<CompletableFuture<RoutingSnapshot>>();
        for (TurnLoop loop : loops) {
            var answer = new CompletableFuture<RoutingSnapshot>();
            asked.add(answer);
            loop.post(() -> answer.complete(loop.fanout().routing(loop.counters().inMsgs())));
        }
        return CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
                .thenApply(ignored ->
                        asked.stream()
                                .map(CompletableFuture::join)
                                .reduce(RoutingSnapshot::and)
                                .orElseThrow());
    }
}
