package dev.stanchion.server.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    private final String event;
    private final Source source;
    private final Executor port;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private long version;
    private String unavailable = "";
    private byte @Nullable [] snapshot;
    private byte @Nullable [] difference;
    private @Nullable Sample current;
    private boolean isStarted;
    private long emptySince;
    private Duration lastTook = Duration.ZERO;

    /**
     * @param event the name of its events
     * @param version of the first sample; no other sampler has begun with the same one
     */
    Sampler(Samplers all, String topic, String event, Source source, long version, Executor port) {
        this.port = port;
        this.all = all;
        this.topic = topic;
        this.event = event;
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
        unavailable = "";
        snapshot = null;
        difference = before == null ? null : encoded(taken.since(before));
    }

    private void fail(Throwable failure) {
        if (current == null && !unavailable.isEmpty()) {
            return; // it was told
        }
        String detail =
                ProblemException.problemOf(failure)
                        .map(Problem::detail)
                        .orElse("the server does not answer");
        current = null;
        version++;
        difference = null;
        snapshot = null;
        unavailable = Json.object(out -> out.writeStringProperty("unavailable", detail));
    }

    /** Returns the version of what there is to see; it grows with each change. */
    long version() {
        return version;
    }

    /** Returns whether there is something to see, or the reason why there is nothing. */
    boolean hasContent() {
        return current != null || !unavailable.isEmpty();
    }

    /**
     * Returns the event for a viewer who has seen a version, in UTF-8 and without an ID; all of it
     * if that was an older one. It is encoded once for all viewers.
     */
    byte[] eventAfter(long seen) {
        byte[] changed = difference;
        if (seen == version - 1 && changed != null) {
            return changed;
        }
        byte[] all = snapshot;
        if (all == null) {
            Sample now = current;
            all = encoded(now == null ? unavailable : now.snapshot());
            snapshot = all;
        }
        return all;
    }

    private byte[] encoded(String data) {
        return Events.of(event, "", data).getBytes(UTF_8);
    }
}
