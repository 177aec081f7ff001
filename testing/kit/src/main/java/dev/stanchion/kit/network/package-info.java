/** A network that can fail, between clients and the server. */
@NullMarked
package dev.stanchion.kit.network;

import org.jspecify.annotations.NullMarked;
