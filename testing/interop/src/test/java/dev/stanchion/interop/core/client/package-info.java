/**
 * A core client library as one test sees it, whatever its language, and the servers that tests
 * share.
 *
 * <p>A {@link dev.stanchion.interop.core.client.CoreLibraryUnderTest} is a test's parameter. It
 * connects {@link dev.stanchion.interop.core.client.CoreClient}s to the {@link
 * dev.stanchion.interop.core.client.Setup} that the test is about; names are the test's own.
 */
@NullMarked
package dev.stanchion.interop.core.client;

import org.jspecify.annotations.NullMarked;
