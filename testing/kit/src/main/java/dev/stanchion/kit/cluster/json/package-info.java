/**
 * The JSON that requests to JetStream and its answers consist of: as much of it as the simulated
 * cluster needs, and no more.
 */
@NullMarked
package dev.stanchion.kit.cluster.json;

import org.jspecify.annotations.NullMarked;
