/**
 * Runs as many seeds as wanted on all cores: {@code bin/simulate}. A {@link
 * dev.stanchion.simulation.campaign.Campaign} hands out blocks of seeds to threads and writes each
 * finished block into a {@link dev.stanchion.simulation.campaign.Journal}. So a campaign that was
 * killed goes on where it was.
 *
 * <p>A {@link dev.stanchion.simulation.campaign.SeedRun} runs one seed; nothing else here knows
 * what a simulation is.
 */
@NullMarked
package dev.stanchion.simulation.campaign;

import org.jspecify.annotations.NullMarked;
