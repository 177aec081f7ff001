/**
 * A server in a container, for tests with Testcontainers.
 *
 * <p><b>Owner.</b> A container belongs to the test that starts it. It is not safe for use by
 * several threads before it has started.
 */
@NullMarked
package dev.stanchion.testcontainers;

import org.jspecify.annotations.NullMarked;
