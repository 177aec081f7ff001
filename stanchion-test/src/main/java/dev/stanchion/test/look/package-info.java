/**
 * What a test sees of a broker: channels, positions, clients. Looking changes nothing.
 *
 * <p>Each {@code await…} returns as soon as the state holds: it looks again whenever something has
 * happened in the broker. If the state does not hold in time, the failure has what was expected,
 * why the broker says that it is not so, and the last events.
 */
@NullMarked
package dev.stanchion.test.look;

import org.jspecify.annotations.NullMarked;
