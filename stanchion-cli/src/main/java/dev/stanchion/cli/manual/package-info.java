/**
 * Manual pages, and completions for bash, zsh and fish. All of them are rendered from one model,
 * {@link dev.stanchion.cli.manual.CommandPage}, which is created from the commands themselves.
 *
 * <p><b>Owner.</b> Everything here is immutable or pure.
 */
@NullMarked
package dev.stanchion.cli.manual;

import org.jspecify.annotations.NullMarked;
