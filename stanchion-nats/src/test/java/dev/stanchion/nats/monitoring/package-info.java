/** Tests of the monitoring pages against what a real nats-server answered. */
@NullMarked
package dev.stanchion.nats.monitoring;

import org.jspecify.annotations.NullMarked;
