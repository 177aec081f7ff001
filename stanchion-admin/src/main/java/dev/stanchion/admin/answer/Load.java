package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how busy the event loops are, and how full the disk is. Immutable.
 *
 * @param disk null if there is none
 */
public record Load(List<LoopLoad> loops, @Nullable Disk disk, Instant asOf) {
    public Load {
        loops = List.copyOf(loops);
    }
}
