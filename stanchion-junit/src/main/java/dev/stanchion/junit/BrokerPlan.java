package dev.stanchion.junit;

import dev.stanchion.test.TestBrokerOptions;

/**
 * What an annotation or a builder wants. Immutable.
 *
 * @param key tells brokers with other options apart, where classes share one
 */
record BrokerPlan(
        TestBrokerOptions options,
        Lifecycle lifecycle,
        Reset reset,
        boolean noLeftovers,
        Object key) {
    static BrokerPlan of(StanchionTest wanted) {
        TestBrokerOptions.Builder builder =
                TestBrokerOptions.builder()
                        .clusterId(wanted.clusterId())
                        .port(wanted.port())
                        .store(wanted.store())
                        .time(wanted.time())
                        .config(wanted.config());
        for (String policy : wanted.policies()) {
            builder.policy(policy);
        }
        return new BrokerPlan(
                builder.build(),
                wanted.lifecycle(),
                wanted.reset(),
                wanted.noLeftovers(),
                String.join(
                        " ",
                        wanted.clusterId(),
                        String.valueOf(wanted.port()),
                        wanted.store().name(),
                        wanted.time().name(),
                        wanted.config(),
                        String.join(";", wanted.policies())));
    }
}
