package dev.stanchion.server.api.live;

import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Later;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** The samplers of all topics that somebody looks at. Confined to the port's thread. */
public final class Samplers {
    static final int MOST = 32;

    /** Versions of a later start are larger than those of an earlier one. */
    private static final long VERSIONS = 1_000_000;

    private final Later later;
    private final LongSupplier nanoClock;
    private final Map<String, Sampler> byTopic = new HashMap<>();
    private long version;

    /**
     * @param nowMillis the wall clock at the start of the server
     */
    public Samplers(Later later, LongSupplier nanoClock, long nowMillis) {
        this.later = later;
        this.nanoClock = nanoClock;
        this.version = nowMillis * VERSIONS;
    }

    /**
     * Requires that samplers of some topics may exist.
     *
     * @throws ProblemException if there would be too many
     */
    void requireRoom(Collection<String> topics) {
        long more = topics.stream().filter(topic -> !byTopic.containsKey(topic)).count();
        if (byTopic.size() + more > MOST) {
            throw new ProblemException(
                    Problem.of(Code.TOO_MANY, MOST + " different views are being looked at")
                            .withRemedy("try again in 10 s, or ask for a list again and again")
                            .withHeader("Retry-After", "10"));
        }
    }

    /**
     * Finds the sampler of a topic, or makes one.
     *
     * @param topic names also who may see it, if that makes a difference
     * @param event the name of its events
     */
    Sampler of(String topic, String event, Source source, Executor port) {
        return byTopic.computeIfAbsent(
                topic,
                name -> {
                    version += VERSIONS;
                    return new Sampler(this, name, event, source, version, port);
                });
    }

    void forget(Sampler sampler) {
        byTopic.remove(sampler.topic());
    }

    long now() {
        return nanoClock.getAsLong();
    }

    void later(Duration after, Executor port, Runnable task) {
        later.run(after, port, task);
    }

    int count() {
        return byTopic.size();
    }
}
