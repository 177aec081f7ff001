package dev.stanchion.load.figures;

import java.util.Optional;

/**
 * What one round has shown. Immutable.
 *
 * @param published messages, all acknowledged where the protocol acknowledges
 * @param delivered messages, summed over all subscribers
 * @param nanos from the first message sent to the last one acknowledged and delivered
 * @param serverCpuMicros user and system time of the server's process; not a number if it is
 *     unknown
 * @param driverCpuMicros the same of the driver's threads
 * @param acknowledged how long the publishers waited, if that was measured
 * @param received how long it took until the subscribers had the messages, if that was measured
 * @param readyMillis from the server's start until it answered, for a round that started one
 */
public record Round(
        long published,
        long delivered,
        long nanos,
        double serverCpuMicros,
        double driverCpuMicros,
        Optional<Timing> acknowledged,
        Optional<Timing> received,
        Optional<Double> readyMillis) {

    /** Percentiles with and without the correction for coordinated omission. */
    public record Timing(Percentiles corrected, Percentiles uncorrected) {
        /** Summarises what was recorded; empty if nothing was. */
        public static Optional<Timing> of(Latencies latencies) {
            return latencies.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Timing(latencies.corrected(), latencies.uncorrected()));
        }
    }

    /** Returns the messages to which time and processor are divided. */
    public long messages() {
        return published > 0 ? published : delivered;
    }

    public double messagesPerSecond() {
        return messages() * 1e9 / nanos;
    }

    public double deliveriesPerSecond() {
        return delivered * 1e9 / nanos;
    }

    public boolean hasServerCpu() {
        return !Double.isNaN(serverCpuMicros);
    }

    public double serverCpuPerMessage() {
        return serverCpuMicros / messages();
    }

    public double driverCpuPerMessage() {
        return driverCpuMicros / messages();
    }

    /** Returns this round with the time that its server took to start. */
    public Round readyAfter(double millis) {
        return new Round(
                published,
                delivered,
                nanos,
                serverCpuMicros,
                driverCpuMicros,
                acknowledged,
                received,
                Optional.of(millis));
    }
}
