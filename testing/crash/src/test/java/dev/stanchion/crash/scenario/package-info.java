/** The behaviour of a store after one kind of crash or damage at a time, written by hand. */
@NullMarked
package dev.stanchion.crash.scenario;

import org.jspecify.annotations.NullMarked;
