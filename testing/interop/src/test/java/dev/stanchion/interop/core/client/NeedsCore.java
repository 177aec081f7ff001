package dev.stanchion.interop.core.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a behaviour that can be shown only with a library that has a feature. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NeedsCore {
    /** The features that the library must have. */
    CoreFeature value();
}
