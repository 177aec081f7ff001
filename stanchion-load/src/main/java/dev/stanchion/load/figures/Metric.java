package dev.stanchion.load.figures;

import java.util.Optional;

/** A figure that is compared between servers. */
public enum Metric {
    RATE("rate", "messages/s", Better.HIGHER) {
        @Override
        public Optional<Double> of(Round round) {
            return Optional.of(round.messagesPerSecond());
        }
    },
    CPU("cpu", "server CPU, us/message", Better.LOWER) {
        @Override
        public Optional<Double> of(Round round) {
            return round.hasServerCpu() && round.serverCpuMicros() > 0
                    ? Optional.of(round.serverCpuPerMessage())
                    : Optional.empty();
        }
    },
    ACKNOWLEDGED_P50("acknowledged-p50", "acknowledged, 50 %, us", Better.LOWER) {
        @Override
        public Optional<Double> of(Round round) {
            return at(round.acknowledged(), 50.0);
        }
    },
    ACKNOWLEDGED_P99("acknowledged-p99", "acknowledged, 99 %, us", Better.LOWER) {
        @Override
        public Optional<Double> of(Round round) {
            return at(round.acknowledged(), 99.0);
        }
    },
    ACKNOWLEDGED_P9999("acknowledged-p99.99", "acknowledged, 99.99 %, us", Better.LOWER) {
        @Override
        public Optional<Double> of(Round round) {
            return at(round.acknowledged(), 99.99);
        }
    },
    RECEIVED_P50("received-p50", "received, 50 %, us", Better.LOWER) {
        @Override
        public Optional<Double> of(Round round) {
            return at(round.received(), 50.0);
        }
    },
    RECEIVED_P99("received-p99", "received, 99 %, us", Better.LOWER) {
        @Override
        public Optional<Double> of(Round round) {
            return at(round.received(), 99.0);
        }
    },
    RECEIVED_P9999("received-p99.99", "received, 99.99 %, us", Better.LOWER) {
        @Override
        public Optional<Double> of(Round round) {
            return at(round.received(), 99.99);
        }
    },
    READY("ready", "ready after, ms", Better.LOWER) {
        @Override
        public Optional<Double> of(Round round) {
            return round.readyMillis();
        }
    };

    /** Whether a lower or a higher figure is better. */
    public enum Better {
        HIGHER,
        LOWER
    }

    private final String key;
    private final String title;
    private final Better better;

    Metric(String key, String title, Better better) {
        this.key = key;
        this.title = title;
        this.better = better;
    }

    /** Returns the figure of a round; empty if the round has none. */
    public abstract Optional<Double> of(Round round);

    private static Optional<Double> at(Optional<Round.Timing> timing, double share) {
        return timing.map(each -> each.corrected().at(share));
    }

    /** Returns the metric's name in files. */
    public String key() {
        return key;
    }

    /** Returns the metric's readable name, with the unit. */
    public String title() {
        return title;
    }

    public Better better() {
        return better;
    }

    /** Returns whether a ratio of this metric means that the first server is better. */
    public boolean isBetter(double ratio) {
        return better == Better.HIGHER ? ratio > 1 : ratio < 1;
    }
}
