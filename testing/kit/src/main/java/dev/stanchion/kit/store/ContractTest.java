package dev.stanchion.kit.store;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** Opens the store under test before each test of a suite, and closes it after. */
abstract class ContractTest {
    private StoreFixture fixture;

    /** Returns how a store module opens, settles and crashes its store; called for each test. */
    protected abstract StoreFixture.Device device();

    @BeforeEach
    final void openStore() {
        fixture = new StoreFixture(device());
    }

    @AfterEach
    final void closeStore() {
        fixture.close();
    }

    final StoreFixture fixture() {
        return fixture;
    }

    /** Skips the test for a store that by its nature forgets, and says why it does. */
    final void requirePersistence() {
        skipBecause(fixture.whyItForgets());
    }

    /** Skips the test for a store that records positions when it is told only, and says why. */
    final void requirePositionsByThemselves() {
        skipBecause(fixture.whyPositionsWaitForAFlush());
    }

    private static void skipBecause(Optional<String> why) {
        Assumptions.assumeTrue(why.isEmpty(), () -> why.orElse(""));
    }
}
