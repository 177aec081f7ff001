package dev.stanchion.test;

import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.test.time.TimeMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The options of a broker under test. Immutable.
 *
 * @param clusterId by which clients find the broker
 * @param port 0 lets the system choose
 * @param store where messages are
 * @param time how the clock goes on by itself
 * @param patience how long an await waits in real time
 * @param server changes options of the server; host, port, store and time are the broker's
 */
public record TestBrokerOptions(
        String clusterId,
        int port,
        StoreKind store,
        TimeMode time,
        Duration patience,
        UnaryOperator<ServerOptions.Builder> server) {
    /** The default options: cluster ID {@code test-cluster}, a free port, in memory, jumping. */
    public static final TestBrokerOptions DEFAULT = builder().build();

    public TestBrokerOptions {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "patience: %s (expected: more than 0)".formatted(patience));
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: %d (expected: 0 to 65535)".formatted(port));
        }
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options; not safe for use by many threads. */
    public static final class Builder {
        private static final String USUAL_CLUSTER_ID = "test-cluster";

        private String clusterId = USUAL_CLUSTER_ID;
        private int port;
        private StoreKind store = StoreKind.MEMORY;
        private TimeMode time = TimeMode.JUMPING;
        private Duration patience = Duration.ofSeconds(10);
        private String config = "";
        private final List<String> policies = new ArrayList<>();
        private UnaryOperator<ServerOptions.Builder> server = UnaryOperator.identity();

        private Builder() {}

        public Builder clusterId(String id) {
            this.clusterId = id;
            return this;
        }

        /** Sets the port for clients; 0, the default, lets the system choose a free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        public Builder store(StoreKind kind) {
            this.store = kind;
            return this;
        }

        public Builder time(TimeMode mode) {
            this.time = mode;
            return this;
        }

        /** Sets how long an await waits in real time; the default is 10 s. */
        public Builder patience(Duration duration) {
            this.patience = duration;
            return this;
        }

        /**
         * Takes cluster ID, users, TLS, limits, heartbeats and policies from the configuration file
         * of a server. What the builder says goes before them. Ports, the store, the log and
         * monitoring of the file do not count.
         *
         * @param place a path, or {@code classpath:} and the name of a resource; empty for none
         */
        public Builder config(String place) {
            this.config = place;
            return this;
        }

        /**
         * Adds a policy, written as for the flag {@code --policy}: {@code
         * tickets:*=max_deliveries:3}.
         */
        public Builder policy(String text) {
            policies.add(text);
            return this;
        }

        /** Changes options of the server that have no method here. */
        public Builder server(UnaryOperator<ServerOptions.Builder> change) {
            UnaryOperator<ServerOptions.Builder> before = server;
            this.server = builder -> change.apply(before.apply(builder));
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws dev.stanchion.engine.policy.PolicyException if a policy cannot be read
         * @throws IllegalArgumentException if the configuration file cannot be used
         */
        public TestBrokerOptions build() {
            String id = clusterId;
            UnaryOperator<ServerOptions.Builder> ofFile = UnaryOperator.identity();
            if (!config.isEmpty()) {
                BrokerConfiguration file = BrokerConfiguration.read(config);
                ofFile = file::applyTo;
                id = clusterId.equals(USUAL_CLUSTER_ID) ? file.clusterId() : clusterId;
            }
            UnaryOperator<ServerOptions.Builder> ofPolicies = UnaryOperator.identity();
            if (!policies.isEmpty()) {
                var parsed = PolicyText.parse(String.join(";", policies));
                ofPolicies = builder -> builder.policies(parsed);
            }
            return new TestBrokerOptions(
                    id, port, store, time, patience, inTurn(ofFile, ofPolicies, server));
        }

        private static UnaryOperator<ServerOptions.Builder> inTurn(
                UnaryOperator<ServerOptions.Builder> first,
                UnaryOperator<ServerOptions.Builder> second,
                UnaryOperator<ServerOptions.Builder> third) {
            return builder -> third.apply(second.apply(first.apply(builder)));
        }

        /** Starts a broker with these options. */
        public TestBroker start() {
            return TestBroker.start(build());
        }
    }
}
