package dev.stanchion.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test that expects something else of Stanchion than of the Go server, on purpose. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface DiffersFromGo {
    /** What Stanchion does instead. */
    String value();
}
