/** Policies for channels, with clients that know nothing of them. */
@NullMarked
package dev.stanchion.acceptance.policies;

import org.jspecify.annotations.NullMarked;
