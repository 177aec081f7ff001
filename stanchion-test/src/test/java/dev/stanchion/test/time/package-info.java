/** The clock, without a broker. */
@NullMarked
package dev.stanchion.test.time;

import org.jspecify.annotations.NullMarked;
