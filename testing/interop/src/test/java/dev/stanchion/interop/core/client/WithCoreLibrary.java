package dev.stanchion.interop.core.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives tests a {@link CoreLibraryUnderTest} as a parameter. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(SharedCoreDrivers.class)
public @interface WithCoreLibrary {
    /** Which library. */
    CoreLibrary value();
}
