package dev.stanchion.server.api;

import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.engine.EngineSnapshot.Position;
import dev.stanchion.engine.EngineSnapshot.Publisher;
import dev.stanchion.server.http.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Chooses the channels that say most about where messages go: those that stand still, then the
 * busiest, and a few of those where nothing happens. It remembers the sequences of the last look,
 * so that it knows who is busy. Belongs to one sampler, or to one call.
 */
final class FlowPicture {
    static final int MOST_CHANNELS = 30;

    /** Three hundred channels where nothing happens are no picture. */
    static final int MOST_QUIET = 6;

    /** How many positions all channels have together, unless two of each are more. */
    private static final int MOST_POSITIONS_OF_ALL = 60;

    private static final int LEAST_POSITIONS = 2;

    static final int MOST_POSITIONS = 12;
    static final int MOST_PUBLISHERS = 8;

    /** How long messages may wait before that is shown as a standstill. */
    static final double LATE_SECONDS = 5;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double TENTHS = 10;

    private final LongSupplier nanoClock;
    private final RowRates rates;
    private Map<String, Long> before = Map.of();
    private long beforeNanos;

    FlowPicture(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.rates = new RowRates(nanoClock);
    }

    private record Shown(Row row, List<Row> positions) {}

    private record Seen(Channel channel, double inPerSecond, double lateSeconds) {
        /**
         * A channel with a publisher of the last minutes does not come and go with each message.
         */
        boolean isQuiet() {
            return lateSeconds == 0 && inPerSecond == 0 && channel.publishers().isEmpty();
        }
    }

    /** Returns the rows of the chosen channels, those that stand still first. */
    List<Row> look(List<Channel> channels, long nowEpochNanos) {
        long now = nanoClock.getAsLong();
        double seconds = (now - beforeNanos) / NANOS_PER_SECOND;
        Map<String, Long> sequences = HashMap.newHashMap(channels.size());
        List<Seen> ranked =
                channels.stream()
                        .map(channel -> {
                            sequences.put(channel.name(), channel.lastSequence());
                            return seen(channel, seconds, nowEpochNanos);
                        })
                        .sorted(
                                Comparator.comparingDouble(Seen::lateSeconds)
                                        .thenComparingDouble(Seen::inPerSecond)
                                        .reversed()
                                        .thenComparing(each -> each.channel().name()))
                        .toList();
        List<Seen> chosen =
                Stream.concat(
                                ranked.stream().filter(each -> !each.isQuiet()),
                                ranked.stream().filter(Seen::isQuiet).limit(MOST_QUIET))
                        .limit(MOST_CHANNELS)
                        .toList();
        int most =
                Math.clamp(
                        MOST_POSITIONS_OF_ALL / Math.max(1, chosen.size()),
                        LEAST_POSITIONS,
                        MOST_POSITIONS);
        List<Shown> shown = chosen.stream().map(each -> shown(each, most, nowEpochNanos)).toList();
        before = sequences;
        beforeNanos = now;
        rates.addToPositions(shown.stream().flatMap(each -> each.positions().stream()).toList());
        return shown.stream().map(Shown::row).toList();
    }

    private Seen seen(Channel channel, double seconds, long nowEpochNanos) {
        Long known = before.get(channel.name());
        double rate =
                known == null || seconds <= 0
                        ? 0
                        : Math.max(0, channel.lastSequence() - known) / seconds;
        double late =
                channel.positions().stream()
                        .filter(position -> !PositionSummary.isOwn(channel, position))
                        .mapToDouble(position -> lag(position, nowEpochNanos))
                        .filter(lag -> lag > LATE_SECONDS)
                        .max()
                        .orElse(0);
        return new Seen(channel, Math.round(rate * TENTHS) / TENTHS, late);
    }

    private static double lag(Position position, long nowEpochNanos) {
        return Times.secondsSince(position.oldestStoredEpochNanos(), nowEpochNanos);
    }

    private static Shown shown(Seen seen, int mostPositions, long nowEpochNanos) {
        Channel channel = seen.channel();
        List<Row> all = PositionSummary.rows(channel, nowEpochNanos).toList();
        List<Row> positions =
                all.stream()
                        .sorted(
                                Comparator.comparingDouble(FlowPicture::lagOf)
                                        .reversed()
                                        .thenComparing(FlowPicture::idOf))
                        .limit(mostPositions)
                        .toList();
        Row row =
                new Row()
                        .with("name", channel.name())
                        .with("messages", channel.messages())
                        .with("lastSequence", channel.lastSequence())
                        .with("inPerSecond", seen.inPerSecond())
                        .with("isLate", seen.lateSeconds() > 0)
                        .with("publishers", publishers(channel))
                        .with("positions", positions)
                        .with("morePositions", all.size() - positions.size());
        return new Shown(row, positions);
    }

    private static double lagOf(Row position) {
        return position.value("lagSeconds") instanceof Double lag ? lag : 0;
    }

    private static String idOf(Row position) {
        return String.valueOf(position.value(PositionSummary.ID));
    }

    /** Returns who has published to a channel in the last minutes, the last one first. */
    static List<Row> publishers(Channel channel) {
        return channel.publishers().stream()
                .sorted(Comparator.comparingLong(Publisher::atEpochNanos).reversed())
                .limit(MOST_PUBLISHERS)
                .map(each ->
                        new Row()
                                .with("clientId", each.clientId())
                                .with("last", Json.time(each.atEpochNanos())))
                .toList();
    }
}
