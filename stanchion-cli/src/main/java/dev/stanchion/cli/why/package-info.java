/**
 * {@code stanchion why} and {@code stanchion findings}: ask a server's monitoring port what holds
 * messages up, and what is likely wrong.
 */
@NullMarked
package dev.stanchion.cli.why;

import org.jspecify.annotations.NullMarked;
