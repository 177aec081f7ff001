package dev.stanchion.junit;

import dev.stanchion.test.TestBroker;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker in a store of JUnit, which closes it: JUnit 5.12 knows {@code CloseableResource}, later
 * versions {@code AutoCloseable}.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes nothing else
final class KeptBroker implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final TestBroker broker;

    KeptBroker(TestBroker broker) {
        this.broker = broker;
    }

    TestBroker broker() {
        return broker;
    }

    @Override
    public void close() {
        broker.close();
    }
}
