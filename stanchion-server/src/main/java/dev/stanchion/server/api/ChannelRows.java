package dev.stanchion.server.api;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.engine.EngineSnapshot.Parked;
import dev.stanchion.engine.EngineSnapshot.Position;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Asks the engine for some channels, and shows each as a row. */
final class ChannelRows {
    static final String NAME = "name";
    static final String MESSAGES = "messages";
    static final String BYTES = "bytes";
    static final String FIRST_SEQUENCE = "firstSequence";
    static final String LAST_SEQUENCE = "lastSequence";
    static final String LAST_PUBLISH = "lastPublish";
    static final String SUBSCRIPTIONS = "subscriptions";
    static final String POSITIONS = "positions";
    static final String LAG_MESSAGES = "lagMessages";
    static final String LAG_SECONDS = "lagSeconds";
    static final String PARKED = "parked";

    private final ObservedEngine engine;
    private final Clock clock;

    ChannelRows(ObservedEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * A channel as it is shown.
     *
     * @param source of the row
     */
    record Shown(Row row, Channel source) {}

    /** Returns the channels in the order of names; one that is gone is left out. */
    CompletableFuture<List<Shown>> of(List<String> names, Executor port) {
        Set<String> asked = new LinkedHashSet<>(names);
        // What was parked of a channel is in a channel of its own.
        names.forEach(name -> asked.add(ParkedNote.channelFor(name)));
        return engine.channels(asked, Detail.POSITIONS, port)
                .thenApply(found -> {
                    Map<String, Channel> byName = HashMap.newHashMap(found.size());
                    found.forEach(channel -> byName.put(channel.name(), channel));
                    long now = Times.epochNanos(clock.instant());
                    return names.stream()
                            .map(byName::get)
                            .filter(Objects::nonNull)
                            .map(channel ->
                                    new Shown(
                                            row(channel, now)
                                                    .with(PARKED, parkedOf(channel, byName)),
                                            channel))
                            .toList();
                });
    }

    private static long parkedOf(Channel channel, Map<String, Channel> byName) {
        Channel parked = byName.get(ParkedNote.channelFor(channel.name()));
        return parked == null ? 0 : parked.parked().stream().mapToLong(Parked::messages).sum();
    }

    /** Returns a time by which rows are sorted; the empty text is before all times. */
    static String time(long epochNanos) {
        return epochNanos == 0 ? "" : Json.time(epochNanos);
    }

    private static Row row(Channel channel, long nowEpochNanos) {
        long lagMessages = 0;
        long oldest = 0;
        for (Position position : channel.positions()) {
            lagMessages = Math.max(lagMessages, position.unsent() + position.pending());
            long stored = position.oldestStoredEpochNanos();
            oldest = oldest == 0 || (stored != 0 && stored < oldest) ? stored : oldest;
        }
        return new Row()
                .with(NAME, channel.name())
                .with(MESSAGES, channel.messages())
                .with(BYTES, channel.bytes())
                .with(FIRST_SEQUENCE, channel.firstSequence())
                .with(LAST_SEQUENCE, channel.lastSequence())
                .withText(LAST_PUBLISH, time(channel.lastStoredEpochNanos()))
                .with(SUBSCRIPTIONS, channel.subscriptionCount())
                .with(POSITIONS, channel.positions().size())
                .with(LAG_MESSAGES, lagMessages)
                .with(LAG_SECONDS, Times.secondsSince(oldest, nowEpochNanos));
    }
}
