/**
 * A broker for the test classes of JUnit 5 and 6: {@link dev.stanchion.junit.StanchionTest} on a
 * class, or {@link dev.stanchion.junit.StanchionExtension} as a registered extension.
 *
 * <p>Compiled against JUnit 5.12.2. {@code KeptBroker} is what JUnit closes, in the words of all
 * versions.
 */
@NullMarked
package dev.stanchion.junit;

import org.jspecify.annotations.NullMarked;
