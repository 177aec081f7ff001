/**
 * {@code stanchion admin}: lists, plans and changes over the HTTP API of a running server.
 *
 * <p>Each command is one request. A change is planned first. The user sees the plan, and agrees to
 * it on a terminal, by {@code --yes}, or by the state of the plan. The server refuses a change if
 * its state is not that of the plan any more.
 *
 * <p><b>Output.</b> Standard output has the answer; plans and problems go to standard error unless
 * they were asked for.
 */
@NullMarked
package dev.stanchion.cli.admin;

import org.jspecify.annotations.NullMarked;
