/**
 * The licences of the libraries that a distribution brings: found in their POMs, checked against
 * those that Stanchion may ship, and laid beside it.
 *
 * <p><b>Errors.</b> A library whose licence is not known fails the build, with what to do about it.
 */
@NullMarked
package dev.stanchion.dist.licence;

import org.jspecify.annotations.NullMarked;
