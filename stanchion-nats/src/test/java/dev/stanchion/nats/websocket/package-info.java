/** Tests of frames without sockets. */
@NullMarked
package dev.stanchion.nats.websocket;

import org.jspecify.annotations.NullMarked;
