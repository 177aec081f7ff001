/**
 * Findings: what is likely wrong, told before anybody asks. A {@link
 * dev.stanchion.engine.finding.Finding} has a kind, facts, a sentence and a remedy. The log, the
 * metrics, HTTP and the command line show the same ones in different forms.
 *
 * <p><b>Owner.</b> Each shard looks at its channels, a few at a time ({@code ChannelWatch}). What
 * it finds goes to the first shard, where the {@code Board} keeps what is live and tells the log
 * when a finding appears and when it ends.
 *
 * <p><b>Cost.</b> Nothing here runs per message. A look at an idle channel takes about a
 * microsecond, every ten seconds.
 */
@NullMarked
package dev.stanchion.engine.finding;

import org.jspecify.annotations.NullMarked;
