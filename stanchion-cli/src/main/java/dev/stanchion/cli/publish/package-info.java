/**
 * What {@code publish} sends, and when: payloads from files and standard input, placeholders, and
 * files that are published again each time somebody saves them.
 */
@NullMarked
package dev.stanchion.cli.publish;

import org.jspecify.annotations.NullMarked;
