/**
 * The contract of stores with the engine as suites of tests. Each store module runs them against
 * its store.
 *
 * <p>A store module writes a {@link dev.stanchion.kit.store.StoreFixture.Device}, which opens,
 * settles and crashes its store. For each configuration of the store it writes one test class, a
 * {@link dev.stanchion.kit.store.StoreUnderTest}, and nests the suites in it: {@link
 * dev.stanchion.kit.store.StoreContract}, {@link dev.stanchion.kit.store.ChannelLogContract} and so
 * on. {@code -Dtest='FileStoreTest$ChannelLog'} runs one suite on one store. If a store cannot do
 * something by its nature, a method of the device gives the reason, and the tests that need it are
 * skipped with that reason. A test with a number, {@code s8_32_…}, is the scenario with that number
 * in {@code spec/stores.md} 8. Scenarios that are missing here belong to the engine (limits on
 * channels and subscriptions) or to one store (files, locks, databases). {@code
 * docs/reference/stores.md} names the proof of each.
 *
 * <p><b>Owner.</b> Everything runs on the thread of the test, which is the shard {@link
 * dev.stanchion.kit.shard.ManualShard}, on virtual time.
 */
@NullMarked
package dev.stanchion.kit.store;

import org.jspecify.annotations.NullMarked;
