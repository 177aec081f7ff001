/** The project's own source files, for tests that read them and for pages generated from them. */
@NullMarked
package dev.stanchion.kit.source;

import org.jspecify.annotations.NullMarked;
