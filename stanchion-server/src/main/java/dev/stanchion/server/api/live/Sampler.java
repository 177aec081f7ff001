package dev.stanchion.server.api.live;

import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes samples of one topic for all who look at it. The first viewer starts it, and it stops ten
 * seconds after the last. It takes a sample each second at most, and rests fifty times as long as
 * one takes, so it needs two percent of a core whatever the number of channels. Confined to the
 * port's thread.
 */
final class Sampler {
    static final Duration LINGER = Duration.ofSeconds(10);

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final long REST = 50;
    private static final long ANSWER_SECONDS = 20;

    private final Samplers all;
    private final String topic;
    private final Source source;
    private final Executor port;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private long version;
    private String snapshot = "";
    private String difference = "";
    private @Nullable Sample current;
    private boolean isStarted;
    private long emptySince;
    private Duration lastTook = Duration.ZERO;

    /**
     * @param version of the first sample; no other sampler has begun with the same one
     */
    Sampler(Samplers all, String topic, Source source, long version, Executor port) {
        this.port = port;
        this.all = all;
        this.topic = topic;
        this.source = source;
        this.version = version;
    }

    String topic() {
        return topic;
    }

    void add(Viewer viewer) {
        viewers.add(viewer);
        if (!isStarted) {
            isStarted = true;
            tick();
        }
    }

    void remove(Viewer viewer) {
        viewers.remove(viewer);
        emptySince = all.now();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // took() is called with the sample or the failure
    private void tick() {
        if (viewers.isEmpty() && all.now() - emptySince >= LINGER.toNanos()) {
            all.forget(this);
            return;
        }
        long began = all.now();
        CompletionStage<Sample> sample;
        try {
            sample = source.take();
        } catch (RuntimeException failure) {
            sample = CompletableFuture.failedFuture(failure);
        }
        sample.toCompletableFuture()
                .copy()
                .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS) // an engine that ends may not answer
                .whenCompleteAsync((taken, failure) -> took(taken, failure, began), port);
    }

    private void took(@Nullable Sample taken, @Nullable Throwable failure, long began) {
        if (taken != null) {
            take(taken);
        } else if (failure != null) {
            fail(failure);
        }
        Duration took = Duration.ofNanos(all.now() - began);
        List.copyOf(viewers).forEach(Viewer::offer);
        all.later(rest(shorter(took, lastTook)), port, this::tick);
        lastTook = took;
    }

    /** One slow sample says little: the first one of a server loads classes. */
    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static Duration rest(Duration took) {
        Duration rest = took.multipliedBy(REST);
        if (rest.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return rest.compareTo(MOST) > 0 ? MOST : rest;
    }

    private void take(Sample taken) {
        Sample before = current;
        if (taken.equals(before)) {
            return;
        }
        current = taken;
        version++;
        snapshot = "";
        difference = before == null ? "" : taken.since(before);
    }

    private void fail(Throwable failure) {
        if (current == null && !snapshot.isEmpty()) {
            return; // it was told
        }
        String detail =
                ProblemException.problemOf(failure)
                        .map(Problem::detail)
                        .orElse("the server does not answer");
        current = null;
        version++;
        difference = "";
        snapshot = Json.object(out -> out.writeStringProperty("unavailable", detail));
    }

    /** Returns the version of what there is to see; it grows with each change. */
    long version() {
        return version;
    }

    /** Returns whether there is something to see, or the reason why there is nothing. */
    boolean hasContent() {
        return current != null || !snapshot.isEmpty();
    }

    /** Returns what a viewer gets who has seen a version; all of it if that was an older one. */
    String contentAfter(long seen) {
        if (seen == version - 1 && !difference.isEmpty()) {
            return difference;
        }
        if (snapshot.isEmpty() && current != null) {
            snapshot = current.snapshot();
        }
        return snapshot;
    }
}
