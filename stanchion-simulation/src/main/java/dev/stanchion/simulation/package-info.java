/** Placeholder of the skeleton; the module's own text replaces it. */
@NullMarked
package dev.stanchion.simulation;

import org.jspecify.annotations.NullMarked;
