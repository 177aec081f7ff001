/**
 * A client library as one test sees it, in any language.
 *
 * <p>A {@link dev.stanchion.interop.client.LibraryUnderTest} is a parameter of a test. It connects
 * {@link dev.stanchion.interop.client.Client}s, which publish and subscribe. Tests share the driver
 * and the server behind it, and each test has its own names.
 *
 * <p><b>Waiting.</b> Every wait is for a message, an answer or an event, with a generous time limit
 * that only a fault reaches. If a test asserts that an event does not happen, it first waits for
 * another event that would come later.
 *
 * <p><b>Errors.</b> If a library refuses a request, there is a {@link
 * dev.stanchion.interop.driver.RefusedException} with the library's own text.
 */
@NullMarked
package dev.stanchion.interop.client;

import org.jspecify.annotations.NullMarked;
