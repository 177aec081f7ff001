/**
 * What a person sees: lines, colours where they help, and payloads that cannot harm a terminal.
 *
 * <p><b>Owner.</b> Everything here is immutable or safe for use by many threads.
 */
@NullMarked
package dev.stanchion.cli.terminal;

import org.jspecify.annotations.NullMarked;
