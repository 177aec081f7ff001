/**
 * Real processes under test: started, watched, and always killed.
 *
 * <p>The server under test is whatever the system property {@code acceptance.server} starts, by
 * default this project's {@code bin/nats-streaming-server}. The Go server understands the same
 * flags, so the same suite settles a doubt about the behaviour to be matched: {@code mvn verify -pl
 * testing/acceptance -am -Dacceptance.server=/path/to/nats-streaming-server}.
 *
 * <p><b>Owner.</b> A {@link dev.stanchion.kit.process.Programs} belongs to one test class and owns
 * every process that its tests start.
 *
 * <p><b>Waiting.</b> Every wait is for a line, an exit or a condition, with a generous bound that
 * only a broken program reaches. Nothing sleeps and nothing asserts on elapsed time.
 */
@NullMarked
package dev.stanchion.kit.process;

import org.jspecify.annotations.NullMarked;
