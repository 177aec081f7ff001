/** What a server does when its NATS cluster is not as it should be. */
@NullMarked
package dev.stanchion.server.trouble;

import org.jspecify.annotations.NullMarked;
