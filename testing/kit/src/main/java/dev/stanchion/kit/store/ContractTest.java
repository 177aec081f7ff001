package dev.stanchion.kit.store;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Opens the store under test before each test of a suite, and closes it afterwards. A suite is
 * nested in a {@link StoreUnderTest}, which provides the store.
 */
abstract class ContractTest {
    private @Nullable StoreFixture fixture;

    @RegisterExtension
    private final BeforeEachCallback opening =
            context ->
                    openStore(
                            context.getRequiredTestInstances()
                                    .findInstance(StoreUnderTest.class)
                                    .orElseThrow());

    @RegisterExtension private final AfterEachCallback closing = context -> closeStore();

    /**
     * Returns how the store of this suite is opened, settled and crashed; called for each test. A
     * subclass overrides this method if this one suite needs the store in another configuration.
     *
     * @param store the test class that the suite is nested in
     */
    protected StoreFixture.Device device(StoreUnderTest store) {
        return store.device();
    }

    private void openStore(StoreUnderTest store) {
        fixture = new StoreFixture(device(store));
    }

    private void closeStore() {
        if (fixture != null) {
            fixture.close();
        }
    }

    final StoreFixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    /** Skips the test for a store that by its nature forgets, and says why it does. */
    final void requirePersistence() {
        skipBecause(fixture().whyItForgets());
    }

    /** Skips the test for a store that records positions when it is told only, and says why. */
    final void requirePositionsByThemselves() {
        skipBecause(fixture().whyPositionsWaitForAFlush());
    }

    private static void skipBecause(Optional<String> why) {
        Assumptions.assumeTrue(why.isEmpty(), () -> why.orElse(""));
    }
}
