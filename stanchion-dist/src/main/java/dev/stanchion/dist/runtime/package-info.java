/** What a linked Java runtime needs done to it before it is shipped. */
@NullMarked
package dev.stanchion.dist.runtime;

import org.jspecify.annotations.NullMarked;
