/**
 * Programs that hold a client library and do with it what a test says; {@code
 * src/test/drivers/README.md} has the lines that go back and forth.
 *
 * <p><b>Owner.</b> A {@link dev.stanchion.interop.driver.Driver} is shared by all tests of one
 * client, which keep apart by the names that they give their connections and subscriptions.
 */
@NullMarked
package dev.stanchion.interop.driver;

import org.jspecify.annotations.NullMarked;
