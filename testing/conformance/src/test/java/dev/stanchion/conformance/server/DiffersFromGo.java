package dev.stanchion.conformance.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test in which Stanchion differs from the Go server on purpose. It runs neither against
 * the Go server nor with {@code --compat strict}. A test with the same number and {@link AsGo}
 * expects the Go server's behaviour.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DiffersFromGo {
    /** The different behaviour of Stanchion. */
    String value();
}
