/**
 * The documentation, held to what the programs do: its commands are run, its links followed.
 *
 * <p>What a page has to keep to so that its commands can be run is in {@code CONTRIBUTING.md},
 * under "Commands in the docs".
 */
@NullMarked
package dev.stanchion.acceptance.docs;

import org.jspecify.annotations.NullMarked;
