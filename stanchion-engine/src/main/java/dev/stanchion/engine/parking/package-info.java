/**
 * The channels of parked messages: how messages get there that no client has processed. Which
 * messages are parked, and when, is decided in {@code dev.stanchion.engine.subscription}.
 */
@NullMarked
package dev.stanchion.engine.parking;

import org.jspecify.annotations.NullMarked;
