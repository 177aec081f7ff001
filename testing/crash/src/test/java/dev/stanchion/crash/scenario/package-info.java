/** What a store makes of one kind of crash or damage at a time, by hand. */
@NullMarked
package dev.stanchion.crash.scenario;

import org.jspecify.annotations.NullMarked;
