/**
 * The keys of a configuration file. {@link dev.stanchion.server.config.keys.FileKey} is the table
 * of all keys: most mean what a flag means. {@link dev.stanchion.server.config.keys.FileOptions}
 * reads files with it, and gives the values the form that flags have, so that both come to the same
 * options.
 *
 * <p>What no flag can say has classes of its own: users and their permissions, TLS, and limits of
 * single channels. The grammar of the file is the parent package's.
 *
 * <p><b>Owner.</b> The thread that reads a file; afterwards everything is only read.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 2 and 3.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.server.config.keys.BadKeyException} with file, line and
 * column.
 */
@NullMarked
package dev.stanchion.server.config.keys;

import org.jspecify.annotations.NullMarked;
