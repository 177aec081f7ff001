/** The jar that has everything of the server under names of its own. */
@NullMarked
package dev.stanchion.embedded;

import org.jspecify.annotations.NullMarked;
