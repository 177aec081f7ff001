/**
 * What has happened in a broker under test, in order: who connected, what was published, sent and
 * acknowledged, which timer the test has let expire, which fault it has caused.
 *
 * <p>Everything that happens is an event, so waiting for a state is waiting for the next event.
 */
@NullMarked
package dev.stanchion.test.event;

import org.jspecify.annotations.NullMarked;
