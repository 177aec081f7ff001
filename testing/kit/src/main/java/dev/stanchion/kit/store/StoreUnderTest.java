package dev.stanchion.kit.store;

/**
 * A store, in one configuration, that keeps the contracts of this package.
 *
 * <p>A test class for a store implements this interface and nests one class for each contract that
 * the store owes. A report then names both, as in {@code FileStoreTest$ChannelLog}:
 *
 * <pre>{@code
 * class FileStoreTest implements StoreUnderTest {
 *     public StoreFixture.Device device() {
 *         return new FileDevice();
 *     }
 *
 *     @Nested
 *     class ChannelLog extends ChannelLogContract {}
 * }
 * }</pre>
 */
public interface StoreUnderTest {
    /** Returns how the store is opened, settled and crashed; called for each test. */
    StoreFixture.Device device();
}
