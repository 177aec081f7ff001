/**
 * Sends objects to channels, and says what a message carries besides its data.
 *
 * <p><b>Owner.</b> Everything here is immutable or safe for use by many threads.
 */
@NullMarked
package dev.stanchion.spring;

import org.jspecify.annotations.NullMarked;
