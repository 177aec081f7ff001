/**
 * What people and shells are told about the commands outside of them: manual pages, and completions
 * for bash, zsh and fish. All of it is rendered from one model, {@link
 * dev.stanchion.cli.manual.CommandPage}, which is made from the commands themselves.
 *
 * <p><b>Owner.</b> Everything here is immutable or pure.
 */
@NullMarked
package dev.stanchion.cli.manual;

import org.jspecify.annotations.NullMarked;
