package dev.stanchion.server.api;

import dev.stanchion.engine.EngineLatencies;
import dev.stanchion.engine.EngineTotals;
import dev.stanchion.server.http.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much flows through the server: rates from the difference of two looks at the totals, and the
 * looks of an hour. Nobody looks for its own sake, so there are gaps while no viewer was there.
 * Confined to the port's thread.
 */
final class Flow {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long LEAST_BETWEEN_LOOKS = NANOS_PER_SECOND / 2;
    private static final long MOST_BETWEEN_LOOKS = 60 * NANOS_PER_SECOND;
    private static final long BETWEEN_POINTS = 10 * NANOS_PER_SECOND;
    private static final long HOUR = 3600 * NANOS_PER_SECOND;
    private static final double TENTHS = 10;

    private final LongSupplier nanoClock;
    private final Clock clock;
    private final Deque<Point> points = new ArrayDeque<>();
    private @Nullable Look last;
    private @Nullable Row rates;

    private record Look(long nanos, EngineTotals totals, EngineLatencies latencies) {}

    private record Point(long nanos, Row row) {}

    Flow(LongSupplier nanoClock, Clock clock) {
        this.nanoClock = nanoClock;
        this.clock = clock;
    }

    /** Takes what somebody has seen. */
    void take(EngineTotals totals, EngineLatencies latencies) {
        Look now = new Look(nanoClock.getAsLong(), totals, latencies);
        Look before = last;
        long nanos = before == null ? 0 : now.nanos - before.nanos;
        if (before != null && nanos < LEAST_BETWEEN_LOOKS) {
            return;
        }
        last = now;
        rates = before != null && isSameRun(before, now) ? rates(before, now) : null;
        keep(now);
    }

    private static boolean isSameRun(Look before, Look now) {
        return now.nanos - before.nanos <= MOST_BETWEEN_LOOKS
                && now.totals.inMessages() >= before.totals.inMessages();
    }

    private static Row rates(Look before, Look now) {
        double seconds = (now.nanos - before.nanos) / (double) NANOS_PER_SECOND;
        EngineTotals one = before.totals;
        EngineTotals other = now.totals;
        return new Row()
                .with("inMessages", rate(one.inMessages(), other.inMessages(), seconds))
                .with("inBytes", rate(one.inBytes(), other.inBytes(), seconds))
                .with("outMessages", rate(one.outMessages(), other.outMessages(), seconds))
                .with("outBytes", rate(one.outBytes(), other.outBytes(), seconds))
                .with(
                        "commitP99Seconds",
                        Quantile.p99Seconds(before.latencies.commit(), now.latencies.commit()));
    }

    private static double rate(long before, long now, double seconds) {
        return Math.round(Math.max(0, now - before) / seconds * TENTHS) / TENTHS;
    }

    private void keep(Look now) {
        while (!points.isEmpty() && now.nanos - points.getFirst().nanos > HOUR) {
            points.removeFirst();
        }
        Row known = rates;
        boolean isDue = points.isEmpty() || now.nanos - points.getLast().nanos >= BETWEEN_POINTS;
        if (known != null && isDue) {
            Instant time = clock.instant();
            points.addLast(
                    new Point(
                            now.nanos,
                            new Row()
                                    .with("time", Json.time(time))
                                    .with("clients", now.totals.clients())
                                    .with("bytes", now.totals.bytes())
                                    .with("rates", known)));
        }
    }

    /** Adds the rates, if two looks are close enough to tell. */
    void addRates(Row row) {
        Row known = rates;
        if (known != null) {
            row.with("rates", known);
        }
    }

    /** Returns the looks of an hour, the oldest first. */
    List<Row> hour() {
        List<Row> rows = new ArrayList<>();
        points.forEach(point -> rows.add(point.row));
        return rows;
    }
}
