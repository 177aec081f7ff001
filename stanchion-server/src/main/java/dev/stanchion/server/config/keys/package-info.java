/**
 * The keys of a configuration file. {@link dev.stanchion.server.config.keys.FileKey} is the table
 * of all keys. Most keys mean the same as a flag. {@link
 * dev.stanchion.server.config.keys.FileOptions} reads files with it and gives the values the form
 * of flags, so that both lead to the same options.
 *
 * <p>Keys without a flag have their own classes: users and their permissions, TLS, and limits of
 * single channels. The parent package contains the grammar of the file.
 *
 * <p><b>Owner.</b> One thread reads a file; afterwards everything is read only.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 2 and 3.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.server.config.keys.BadKeyException} with file, line and
 * column.
 */
@NullMarked
package dev.stanchion.server.config.keys;

import org.jspecify.annotations.NullMarked;
