/** The commands that move the data of a whole server. */
@NullMarked
package dev.stanchion.cli.transfer;

import org.jspecify.annotations.NullMarked;
