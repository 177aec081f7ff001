/**
 * A broker beside the application of a test: {@link EmbeddedStanchion}. {@link StanTest} leaves of
 * the application only its listeners.
 *
 * <p><b>Owner.</b> The application context owns its broker, and stops it after the client.
 */
@NullMarked
package dev.stanchion.spring.boot.test;

import org.jspecify.annotations.NullMarked;
