package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has totals, rates, and what stands still. Immutable.
 *
 * <p>{@code rates} are missing if nobody has looked within the last minute.
 *
 * @param rates null if there is none
 * @param standstills the worst findings that say why messages do not arrive
 * @param hour the looks of the last hour, ten seconds apart at least. There are gaps while nobody
 *     looked
 * @param storeFailure why the store has refused messages, or lost them before they were
 *     acknowledged, in the last ten seconds; null if it has not
 */
public record Overview(
        Totals totals,
        long findings,
        @Nullable Rates rates,
        List<Finding> standstills,
        List<FlowPoint> hour,
        Instant asOf,
        @Nullable String storeFailure) {
    public Overview {
        standstills = List.copyOf(standstills);
        hour = List.copyOf(hour);
    }
}
