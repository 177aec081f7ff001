package dev.stanchion.junit;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Lets classes that share a broker wait for each other, and no others. */
final class SharedBrokerLock implements ResourceLocksProvider {
    private static final String NAME = "dev.stanchion.junit.broker";

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        StanchionTest options = testClass.getAnnotation(StanchionTest.class);
        return options != null && options.lifecycle() == Lifecycle.JVM
                ? Set.of(new Lock(NAME, ResourceAccessMode.READ_WRITE))
                : Set.of();
    }
}
