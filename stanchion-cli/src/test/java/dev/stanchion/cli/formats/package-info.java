/**
 * What released versions have written, in every format of Stanchion, and the proof that this
 * version reads it.
 *
 * <p>The files of a version are in {@code src/test/fixtures/VERSION}. {@code formats.txt} there
 * says which file has which format. They are written once, by the version itself, and never
 * changed.
 */
@NullMarked
package dev.stanchion.cli.formats;

import org.jspecify.annotations.NullMarked;
