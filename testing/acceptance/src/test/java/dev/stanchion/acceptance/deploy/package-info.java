/**
 * The content of {@code deploy/}, and the packages that {@code bin/dist} makes of it: the
 * distribution, the image, the manifests.
 */
@NullMarked
package dev.stanchion.acceptance.deploy;

import org.jspecify.annotations.NullMarked;
