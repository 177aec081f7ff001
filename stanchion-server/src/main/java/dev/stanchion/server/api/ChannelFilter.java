package dev.stanchion.server.api;

import dev.stanchion.engine.Measure;
import dev.stanchion.engine.Measurements;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.http.Query;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Which channels of a list a client wants. Immutable.
 *
 * @param prefix with what a name begins, whatever the case of its letters
 * @param stuck only those with a position that has a member and late messages
 * @param parked only those with open parked messages
 */
record ChannelFilter(String prefix, boolean stuck, boolean parked) {
    /** The parameters of a list of channels. */
    static final Set<String> PARAMETERS = Set.of("prefix", "stuck", "parked");

    static ChannelFilter of(Query query) {
        return new ChannelFilter(
                query.text("prefix").orElse("").toLowerCase(Locale.ROOT),
                query.flag("stuck"),
                query.flag("parked"));
    }

    /** Returns whether every channel is wanted. */
    boolean isOpen() {
        return prefix.isEmpty() && !stuck && !parked;
    }

    /** Returns which names are wanted, by what the engine knows now. */
    CompletableFuture<Predicate<String>> fitting(
            ObservedEngine engine, long nowEpochNanos, Executor port) {
        Predicate<String> begins = name -> name.toLowerCase(Locale.ROOT).startsWith(prefix);
        return stuckOf(engine, nowEpochNanos, port)
                .thenCombine(
                        parked ? parkedOf(engine, port) : nothing(),
                        (late, counts) ->
                                begins.and(name -> !stuck || late.contains(name))
                                        .and(name -> !parked || counts.containsKey(name)));
    }

    private static CompletableFuture<Map<String, Long>> nothing() {
        return CompletableFuture.completedFuture(Map.of());
    }

    private CompletableFuture<Set<String>> stuckOf(
            ObservedEngine engine, long nowEpochNanos, Executor port) {
        return stuck
                ? engine.measured(Measure.OLDEST_STUCK, port)
                        .thenApply(all -> namesWith(all, oldest -> isLate(oldest, nowEpochNanos)))
                : CompletableFuture.completedFuture(Set.of());
    }

    private static boolean isLate(long oldestEpochNanos, long nowEpochNanos) {
        return Times.secondsSince(oldestEpochNanos, nowEpochNanos) > FlowPicture.LATE_SECONDS;
    }

    private static Set<String> namesWith(Measurements all, LongPredicate wanted) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            if (wanted.test(all.value(i))) {
                names.add(all.channel(i));
            }
        }
        return names;
    }

    /** Returns how many messages of each channel are parked and open, of those that have any. */
    static CompletableFuture<Map<String, Long>> parkedOf(ObservedEngine engine, Executor port) {
        return engine.measured(Measure.PARKED, port)
                .thenApply(all -> {
                    Map<String, Long> counts = new HashMap<>();
                    for (int i = 0; i < all.size(); i++) {
                        if (all.value(i) > 0) {
                            counts.put(ParkedNote.originOf(all.channel(i)), all.value(i));
                        }
                    }
                    return counts;
                });
    }
}
