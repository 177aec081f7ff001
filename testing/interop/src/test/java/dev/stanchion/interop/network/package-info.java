/** A network that can fail, between clients and the server. */
@NullMarked
package dev.stanchion.interop.network;

import org.jspecify.annotations.NullMarked;
