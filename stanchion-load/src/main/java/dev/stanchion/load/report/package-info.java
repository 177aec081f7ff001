/**
 * Shows a result as a table for a terminal, or as JSON for programs. The classes are pure functions
 * from {@link dev.stanchion.load.figures.BenchResult} to text.
 */
@NullMarked
package dev.stanchion.load.report;

import org.jspecify.annotations.NullMarked;
