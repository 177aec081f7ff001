/**
 * What every store owes the engine, as suites of tests that each store module runs against itself.
 *
 * <p>A store module writes a {@link dev.stanchion.kit.store.StoreFixture.Device}, which opens,
 * settles and crashes its store. For each configuration of the store it writes one test class, a
 * {@link dev.stanchion.kit.store.StoreUnderTest}, and nests the suites in it: {@link
 * dev.stanchion.kit.store.StoreContract}, {@link dev.stanchion.kit.store.ChannelLogContract} and so
 * on. {@code -Dtest='FileStoreTest$ChannelLog'} runs one suite on one store. What a store cannot do
 * by its nature is a method of the device that says why; the tests that need it are then skipped
 * with that reason. A test with a number, {@code s8_32_…}, is the scenario of that number in {@code
 * spec/stores.md} 8. Scenarios that are missing here are the engine's (limits on channels and
 * subscriptions) or a store's own (files, locks, databases); {@code docs/reference/stores.md} says
 * where each is proven.
 *
 * <p><b>Owner.</b> Everything runs on the thread of the test, which is the shard {@link
 * dev.stanchion.kit.shard.ManualShard}, on virtual time.
 */
@NullMarked
package dev.stanchion.kit.store;

import org.jspecify.annotations.NullMarked;
