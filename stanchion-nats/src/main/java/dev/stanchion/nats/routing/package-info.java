/**
 * Who gets a message: subjects, subscriptions and how the one finds the others.
 *
 * <p>Subscriptions to a literal subject live in one hash table keyed by the subject's bytes, those
 * with wildcards in a trie of tokens; a match is the union of both. Readers never lock: they follow
 * references that a single writer at a time (it holds the router's lock) publishes once what they
 * lead to is complete. Each event loop keeps a {@link dev.stanchion.nats.routing.MatchCache} whose
 * entries carry version stamps, so a subscription elsewhere invalidates only the entries that share
 * its first token.
 *
 * <p>Whether anybody subscribes to one literal subject can be followed: an {@link
 * dev.stanchion.nats.routing.InterestWatch} is kept up to date by the writers, so publishing pays
 * nothing for it, and a writer finds the watches that a subscription concerns by its tokens.
 *
 * <p><b>Owner.</b> {@link dev.stanchion.nats.routing.SubjectRouter} is for any thread; a cache
 * belongs to one loop; results are immutable.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 3 and 4.2.
 *
 * <p><b>Errors.</b> None: what is not a valid subject matches nothing, and callers check a
 * subscription's subject before they add it.
 */
@NullMarked
package dev.stanchion.nats.routing;

import org.jspecify.annotations.NullMarked;
