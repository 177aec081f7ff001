/** {@code stanchion why}: asks a server's monitoring port what holds messages up. */
@NullMarked
package dev.stanchion.cli.why;

import org.jspecify.annotations.NullMarked;
