package dev.stanchion.junit;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.test.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test classes that {@link StanchionExtensionIT} runs, and what they have seen. */
final class Stories {
    static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    private Stories() {}

    @StanchionTest(noLeftovers = true)
    static class Careless {
        @Test
        void leavesADurable(@Client("orders-1") StreamingConnection client) {
            client.subscribe(
                    "tickets:created",
                    SubscriptionOptions.defaults().durable("orders"),
                    message -> {});
        }
    }

    @StanchionTest(noLeftovers = true)
    static class Forgetful {
        @Test
        void leavesAClientOfItsOwn(TestBroker broker) {
            StreamingConnection.connect(
                    ConnectOptions.builder(broker.clusterId(), ClientId.fixed("forgotten"))
                            .url(broker.url())
                            .build());
        }
    }

    @StanchionTest(config = "classpath:nowhere.conf")
    static class WithoutItsFile {
        @Test
        void neverRuns(TestBroker broker) {
            throw new AssertionError(broker);
        }
    }

    @StanchionTest(noLeftovers = true)
    static class Careful {
        @Test
        void leavesNothing(@Client("orders-1") StreamingConnection client) {
            client.publish("tickets:created", "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @StanchionTest(lifecycle = Lifecycle.METHOD)
    static class OneForEachMethod {
        @Test
        void one(TestBroker broker) {
            PORTS.add(broker.port());
        }

        @Test
        void two(TestBroker broker) {
            PORTS.add(broker.port());
        }
    }

    @StanchionTest
    static class OneForTheClass {
        @Test
        void one(TestBroker broker) {
            PORTS.add(broker.port());
        }

        @Test
        void two(TestBroker broker) {
            PORTS.add(broker.port());
        }
    }

    @StanchionTest(lifecycle = Lifecycle.JVM)
    static class Shared {
        @Test
        void one(TestBroker broker) {
            PORTS.add(broker.port());
        }
    }

    @StanchionTest(lifecycle = Lifecycle.JVM)
    static class SharedToo {
        @Test
        void one(TestBroker broker) {
            PORTS.add(broker.port());
        }
    }

    static class Registered {
        @RegisterExtension
        static final StanchionExtension BROKER =
                StanchionExtension.builder()
                        .broker(broker -> broker.clusterId("registered"))
                        .reset(Reset.NEVER)
                        .build();

        @Test
        void hasItsOptions(TestBroker broker) {
            if (!broker.clusterId().equals("registered")) {
                throw new AssertionError(broker.clusterId());
            }
        }
    }

    @StanchionTest(clusterId = "no good")
    static class Impossible {
        @Test
        void neverRuns(TestBroker broker) {
            throw new AssertionError(broker);
        }
    }

    /** Wants the port that {@link #PORTS} names. */
    static class OnAPortThatIsTaken {
        @RegisterExtension
        static final StanchionExtension BROKER =
                StanchionExtension.builder()
                        .broker(broker -> broker.port(PORTS.iterator().next()))
                        .build();

        @Test
        void neverRuns(TestBroker broker) {
            throw new AssertionError(broker);
        }
    }
}
