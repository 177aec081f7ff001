/**
 * A client library as one test sees it, whatever its language.
 *
 * <p>A {@link dev.stanchion.interop.client.LibraryUnderTest} is a test's parameter. It connects
 * {@link dev.stanchion.interop.client.Client}s, and these publish and subscribe; behind it are a
 * driver and a server that tests share, and names that no other test uses.
 *
 * <p><b>Waiting.</b> Every wait is for a message, an answer or an event, with a generous bound that
 * only something broken reaches. Where a test says that something does not happen, it first lets
 * something else happen that would come later.
 *
 * <p><b>Errors.</b> What a library refuses is a {@link
 * dev.stanchion.interop.driver.RefusedException} with the library's own text.
 */
@NullMarked
package dev.stanchion.interop.client;

import org.jspecify.annotations.NullMarked;
