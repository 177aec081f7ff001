package dev.stanchion.conformance.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that expects the behaviour of the Go server where Stanchion differs on purpose. It
 * always runs with {@code --compat strict}. {@link DiffersFromGo} marks its counterpart.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AsGo {}
