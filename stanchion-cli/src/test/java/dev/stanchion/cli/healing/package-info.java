/** What a client that heals keeps over restarts, and what its program is told. */
@NullMarked
package dev.stanchion.cli.healing;

import org.jspecify.annotations.NullMarked;
