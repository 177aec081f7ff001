/** The file that an export of messages writes and an import reads, line by line. */
@NullMarked
package dev.stanchion.cli.exchange;

import org.jspecify.annotations.NullMarked;
