/**
 * Shows a result: as a table for a terminal, as JSON for programs. Pure functions from {@link
 * dev.stanchion.load.figures.BenchResult} to text.
 */
@NullMarked
package dev.stanchion.load.report;

import org.jspecify.annotations.NullMarked;
