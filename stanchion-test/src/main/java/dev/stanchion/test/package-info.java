/**
 * A broker for tests: the real server in the test's process, on a port of its own, with its clock
 * and its faults in the hand of the test, and with a view of what it keeps.
 *
 * <p><b>Parts.</b> {@code time} moves the clock, {@code link} disturbs connections byte by byte,
 * {@code wire} reads and disturbs what the engine and its clients say, {@code store} sees and
 * disturbs what is stored, {@code look} answers the test's questions, {@code event} keeps what has
 * happened. The server knows none of them: they stand around its bus, its store and its shards.
 */
@NullMarked
package dev.stanchion.test;

import org.jspecify.annotations.NullMarked;
