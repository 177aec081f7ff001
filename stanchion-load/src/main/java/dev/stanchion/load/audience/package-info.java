/** People who look at a server's dashboard while it is measured. */
@NullMarked
package dev.stanchion.load.audience;

import org.jspecify.annotations.NullMarked;
