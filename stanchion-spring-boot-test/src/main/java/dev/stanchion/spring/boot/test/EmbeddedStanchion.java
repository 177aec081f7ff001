package dev.stanchion.spring.boot.test;

import dev.stanchion.test.StoreKind;
import dev.stanchion.test.time.TimeMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the application of a test a broker in the process of the test. The client connects to it
 * without any property, and {@code @Autowired TestBroker} has its clock, its faults and a view of
 * what it keeps.
 *
 * <p>Each application context has its own broker, which stops with it. Spring keeps contexts for
 * later test classes with the same configuration, and with the context its broker and messages.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface EmbeddedStanchion {
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
}
