/**
 * Checks the documentation against the programs: runs its commands and follows its links.
 *
 * <p>{@code CONTRIBUTING.md}, "Commands in the docs", has the rules for pages with commands.
 */
@NullMarked
package dev.stanchion.acceptance.docs;

import org.jspecify.annotations.NullMarked;
