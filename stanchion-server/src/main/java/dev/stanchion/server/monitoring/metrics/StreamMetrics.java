package dev.stanchion.server.monitoring.metrics;

import dev.stanchion.engine.publish.DurationHistogram;
import dev.stanchion.store.jetstream.figures.Cause;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import java.util.Locale;

/** The metrics of a server whose channels are streams of a NATS cluster. Stateless. */
final class StreamMetrics {
    private StreamMetrics() {}

    static void add(Exposition page, Labels labels, StoreFigures figures) {
        page.add(
                Family.STREAM_ROUND_TRIP,
                labels,
                new DurationHistogram.Counts(figures.roundTrips(), figures.roundTripNanos()));
        page.add(Family.STREAM_MESSAGES, labels, figures.messages());
        for (Cause cause : Cause.values()) {
            page.add(
                    Family.STREAM_RECOVERIES,
                    labels.and("cause", cause.name().toLowerCase(Locale.ROOT)),
                    figures.recoveries(cause));
        }
        page.add(Family.STREAM_FOREIGN, labels, figures.foreign());
        page.add(Family.STREAMS_SILENT, labels, figures.silentStreams());
        page.addSeconds(Family.STREAM_SILENCE, labels, figures.silentNanos());
        page.add(Family.HA_LAG, labels, figures.lag());
        page.addSeconds(Family.HA_READ, labels, figures.readEpochNanos());
    }
}
