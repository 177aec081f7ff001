/** Backups of real servers, and files that are damaged. */
@NullMarked
package dev.stanchion.cli.backup;

import org.jspecify.annotations.NullMarked;
