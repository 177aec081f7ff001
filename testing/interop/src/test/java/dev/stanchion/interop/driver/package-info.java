/**
 * Programs that use a client library as a test says; {@code src/test/drivers/README.md} describes
 * the lines between a test and a driver.
 *
 * <p><b>Owner.</b> All tests of one client share a {@link dev.stanchion.interop.driver.Driver}.
 * They use different names for their connections and subscriptions.
 */
@NullMarked
package dev.stanchion.interop.driver;

import org.jspecify.annotations.NullMarked;
