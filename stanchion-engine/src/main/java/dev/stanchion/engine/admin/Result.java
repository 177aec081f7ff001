package dev.stanchion.engine.admin;

import java.util.Optional;

/**
 * An operation that was carried out and is durable.
 *
 * @param plan what it was to do, planned at the same moment
 * @param effects what it has done
 * @param undo the operation that restores the state before; empty if there is none
 * @param sequence of the message that was published; 0 for any other operation
 */
public record Result(Plan plan, Effects effects, Optional<Operation> undo, long sequence) {}
