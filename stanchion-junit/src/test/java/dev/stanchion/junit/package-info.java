/** The extension, run by JUnit as users run it. */
@NullMarked
package dev.stanchion.junit;

import org.jspecify.annotations.NullMarked;
