/**
 * What is in {@code deploy/} and what {@code bin/dist} packs of it: the distribution, the image,
 * the manifests.
 */
@NullMarked
package dev.stanchion.acceptance.deploy;

import org.jspecify.annotations.NullMarked;
