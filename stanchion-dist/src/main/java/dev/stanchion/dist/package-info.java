/**
 * What {@code bin/dist} needs to pack the distribution. Nothing of this module is shipped.
 *
 * <p>{@code licence} looks up the licence of each library and refuses one that is not allowed.
 * {@code advisory} compares the libraries with a list of known vulnerabilities. {@code runtime}
 * prepares the linked Java runtime for shipping.
 */
@NullMarked
package dev.stanchion.dist;

import org.jspecify.annotations.NullMarked;
