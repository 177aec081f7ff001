/**
 * Keeps libraries with known holes out of what is shipped: each jar is compared with a list that is
 * checked in with the date of the day on which it was made. No network is needed, so the same
 * sources give the same answer everywhere; the price is that somebody has to renew the list.
 *
 * <p><b>Errors.</b> An advisory about a jar, and a jar that the list does not have, fail the build.
 */
@NullMarked
package dev.stanchion.dist.advisory;

import org.jspecify.annotations.NullMarked;
