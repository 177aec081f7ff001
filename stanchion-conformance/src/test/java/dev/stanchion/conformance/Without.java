package dev.stanchion.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test that proves a part of its scenario only. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Without {
    /** The part that is missing. */
    String value();

    /** Why it is missing and where it is proven. */
    Elsewhere.Obstacle because();
}
