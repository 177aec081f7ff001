package dev.stanchion.junit;

import dev.stanchion.test.StoreKind;
import dev.stanchion.test.time.TimeMode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives the tests of a class a broker.
 *
 * <pre>{@code
 * @StanchionTest
 * class OrdersTest {
 *     @Test
 *     void comesAgainAfterTheAckWait(TestBroker broker, @Client("orders-1") StreamingClient client) {
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>Methods take {@code TestBroker}, {@code TestClock}, {@code StreamingClient}, {@code
 * StreamingConnection}, {@code io.nats.client.Connection}, and with {@link BrokerUrl} a {@code
 * String} or {@code URI}. Connections end after the method that takes them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(StanchionExtension.class)
@ResourceLock(providers = SharedBrokerLock.class)
public @interface StanchionTest {
    /** How long a broker lives. */
    Lifecycle lifecycle() default Lifecycle.CLASS;

    /** When it is emptied. */
    Reset reset() default Reset.METHOD;

    /** The cluster ID. */
    String clusterId() default "test-cluster";

    /** The port for clients; 0 lets the system choose. */
    int port() default 0;

    /** Where messages are. */
    StoreKind store() default StoreKind.MEMORY;

    /** How the clock goes on by itself. */
    TimeMode time() default TimeMode.JUMPING;

    /** Policies, written as for the flag {@code --policy}: {@code tickets:*=max_deliveries:3}. */
    String[] policies() default {};

    /**
     * The configuration file of a server, from which the broker takes cluster ID, users, TLS,
     * limits, heartbeats and policies: a path, or {@code classpath:stan.conf}.
     */
    String config() default "";

    /**
     * Whether a method fails that leaves something behind: clients that are not closed, durables,
     * groups, messages in flight.
     */
    boolean noLeftovers() default false;
}
