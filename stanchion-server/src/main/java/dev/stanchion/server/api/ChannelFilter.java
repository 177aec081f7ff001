package dev.stanchion.server.api;

import dev.stanchion.engine.Measure;
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

    private static final CompletableFuture<Predicate<String>> EACH =
            CompletableFuture.completedFuture(any -> true);

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
        CompletableFuture<Predicate<String>> standsStill =
                stuck ? stuckOf(engine, nowEpochNanos, port).thenApply(all -> all::contains) : EACH;
        CompletableFuture<Predicate<String>> hasParked =
                parked ? parkedOf(engine, port).thenApply(all -> all::containsKey) : EACH;
        Predicate<String> begins = this::begins;
        return standsStill.thenCombine(hasParked, (one, other) -> begins.and(one).and(other));
    }

    private boolean begins(String name) {
        return prefix.isEmpty() || name.toLowerCase(Locale.ROOT).startsWith(prefix);
    }

    /** Returns the channels with a position that has a member and late messages. */
    private static CompletableFuture<Set<String>> stuckOf(
            ObservedEngine engine, long nowEpochNanos, Executor port) {
        return engine.measured(Measure.OLDEST_STUCK, port)
                .thenApply(all -> {
                    Set<String> names = new HashSet<>();
                    for (int i = 0; i < all.size(); i++) {
                        if (isLate(all.value(i), nowEpochNanos)) {
                            names.add(all.channel(i));
                        }
                    }
                    return names;
                });
    }

    private static boolean isLate(long oldestEpochNanos, long nowEpochNanos) {
        return Times.secondsSince(oldestEpochNanos, nowEpochNanos) > FlowPicture.LATE_SECONDS;
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
