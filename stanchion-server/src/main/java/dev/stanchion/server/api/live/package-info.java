/**
 * Live data for viewers: what they look at is taken once for all of them, and sent as a snapshot
 * and then as differences. Nothing runs while nobody looks.
 *
 * <p><b>Owner.</b> The port's thread.
 */
@NullMarked
package dev.stanchion.server.api.live;

import org.jspecify.annotations.NullMarked;
