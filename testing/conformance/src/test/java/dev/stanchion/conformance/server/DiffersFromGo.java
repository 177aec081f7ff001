package dev.stanchion.conformance.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that expects something else of Stanchion than of the Go server, on purpose. It runs
 * neither against the Go server nor with {@code --compat strict}; what is expected there is a test
 * of its own, with the same number and {@link AsGo}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DiffersFromGo {
    /** What Stanchion does instead. */
    String value();
}
