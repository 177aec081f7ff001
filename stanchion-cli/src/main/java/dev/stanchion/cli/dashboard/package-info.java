/** The command {@code dashboard}: the browser page of a server, with its user logged in. */
@NullMarked
package dev.stanchion.cli.dashboard;

import org.jspecify.annotations.NullMarked;
