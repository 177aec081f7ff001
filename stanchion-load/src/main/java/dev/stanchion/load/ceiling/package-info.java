/**
 * The driver measured alone, against a server that does next to nothing: what it could drive if
 * servers were free, and what it costs itself. As long as that is far above what a server shows,
 * the server is what was measured.
 */
@NullMarked
package dev.stanchion.load.ceiling;

import org.jspecify.annotations.NullMarked;
