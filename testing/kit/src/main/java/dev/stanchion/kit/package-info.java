/**
 * Test support that several modules share.
 *
 * <p>{@code store} contains the suites that every store passes, and the page about them. {@code
 * database} starts real databases, {@code process} starts real programs, {@code cluster} simulates
 * a NATS cluster with JetStream, and {@code source} reads the source code of the project.
 */
@NullMarked
package dev.stanchion.kit;

import org.jspecify.annotations.NullMarked;
