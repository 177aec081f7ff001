/** Real streaming clients that must authenticate, over encrypted connections. */
@NullMarked
package dev.stanchion.acceptance.security;

import org.jspecify.annotations.NullMarked;
