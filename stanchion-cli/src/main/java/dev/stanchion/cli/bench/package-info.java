/** {@code stanchion bench}: flags into a plan of the load driver, and its result to people. */
@NullMarked
package dev.stanchion.cli.bench;

import org.jspecify.annotations.NullMarked;
