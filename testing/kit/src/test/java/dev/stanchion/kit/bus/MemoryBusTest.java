package dev.stanchion.kit.bus;

import org.junit.jupiter.api.Nested;

/** The contract of buses, kept by the bus in memory. */
class MemoryBusTest {
    @Nested
    class KnowingAtOnce extends BusContract {
        @Override
        protected Fixture open() {
            return new MemoryFixture();
        }
    }

    @Nested
    class LearningLate extends BusContract {
        @Override
        protected Fixture open() {
            MemoryFixture fixture = new MemoryFixture();
            fixture.bus().learnsLate();
            return fixture;
        }
    }
}
