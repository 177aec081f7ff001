/**
 * The grammar of NATS configuration files: keys and values, maps and arrays, variables, includes.
 *
 * <p>{@link dev.stanchion.server.config.ConfigurationFile} reads a file into a tree of {@link
 * dev.stanchion.server.config.Value}. The meaning of keys is in {@code
 * dev.stanchion.server.config.keys}.
 *
 * <p><b>Owner.</b> Trees are immutable; a reader is used once, by one thread.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 2.1 to 2.5.
 *
 * <p><b>Units.</b> Lines and columns count from 1.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.server.config.SyntaxException}, with file, line and
 * column; {@code dev.stanchion.server.file.FileOpenException} for a missing file.
 */
@NullMarked
package dev.stanchion.server.config;

import org.jspecify.annotations.NullMarked;
