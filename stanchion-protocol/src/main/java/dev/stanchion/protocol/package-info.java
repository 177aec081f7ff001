/** Placeholder of the skeleton; the module's own text replaces it. */
@NullMarked
package dev.stanchion.protocol;

import org.jspecify.annotations.NullMarked;
