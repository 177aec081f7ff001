/** The dashboard as people use it, in a browser. */
@NullMarked
package dev.stanchion.acceptance.dashboard;

import org.jspecify.annotations.NullMarked;
