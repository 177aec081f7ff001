/**
 * Routing: subjects, subscriptions, and how a subject finds its subscriptions.
 *
 * <p>Subscriptions to a literal subject live in one hash table keyed by the subject's bytes, those
 * with wildcards in a trie of tokens; a match is the union of both. Readers never lock. They follow
 * references; a writer, which holds the router's lock, publishes a reference when its target is
 * complete. Each event loop keeps a {@link dev.stanchion.nats.routing.MatchCache} whose entries
 * carry version stamps, so a subscription elsewhere invalidates only the entries that share its
 * first token.
 *
 * <p>A watch follows whether anybody subscribes to one literal subject. The writers update an
 * {@link dev.stanchion.nats.routing.InterestWatch}, so publishing pays nothing for it. A writer
 * finds the watches of a subscription by its tokens.
 *
 * <p><b>Owner.</b> {@link dev.stanchion.nats.routing.SubjectRouter} is for any thread; a cache
 * belongs to one loop; results are immutable.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 3 and 4.2.
 *
 * <p><b>Errors.</b> None. An invalid subject matches nothing, and callers check the subject of a
 * subscription before they add it.
 */
@NullMarked
package dev.stanchion.nats.routing;

import org.jspecify.annotations.NullMarked;
