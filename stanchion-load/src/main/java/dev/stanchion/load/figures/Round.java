package dev.stanchion.load.figures;

import java.util.Optional;

/**
 * The results of one round. Immutable.
 *
 * @param published the number of published messages, all acknowledged if the protocol has
 *     acknowledgements
 * @param delivered the number of delivered messages, summed over all subscribers
 * @param nanos the time from the first sent message to the last acknowledgement and delivery
 * @param serverCpuMicros the user and system time of the server's process; NaN if it is unknown
 * @param driverCpuMicros the user and system time of the driver's threads
 * @param acknowledged the latency until publishers received acknowledgements, if it was measured
 * @param received the latency until subscribers received the messages, if it was measured
 * @param readyMillis the time from the server's start to its first answer, for a round that started
 *     a server
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
        /** Summarises the latencies; empty if none was recorded. */
        public static Optional<Timing> of(Latencies latencies) {
            return latencies.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Timing(latencies.corrected(), latencies.uncorrected()));
        }
    }

    /** Returns the number of messages by which time and processor time are divided. */
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

    /** Returns this round with the start time of its server. */
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
