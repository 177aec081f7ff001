/**
 * Measures the driver alone, against a server that does almost nothing. The result is the maximum
 * rate of the driver and its own cost. If that rate is far above the rate of a real server, the
 * server limits the measurement, not the driver.
 */
@NullMarked
package dev.stanchion.load.ceiling;

import org.jspecify.annotations.NullMarked;
