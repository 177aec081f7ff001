/** Real streaming clients that have to say who they are, over encrypted connections. */
@NullMarked
package dev.stanchion.acceptance.security;

import org.jspecify.annotations.NullMarked;
