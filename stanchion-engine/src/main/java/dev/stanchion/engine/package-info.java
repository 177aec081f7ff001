/**
 * The streaming engine: clients, channels, subscriptions and delivery, on a bus, a store and shards
 * that it is given.
 */
@NullMarked
package dev.stanchion.engine;

import org.jspecify.annotations.NullMarked;
