package dev.stanchion.store.file.check;

import dev.stanchion.store.file.segment.SegmentNote;
import java.nio.file.Path;

/**
 * Messages of a segment that are gone, though something was noted of them. Immutable.
 *
 * @param segment the file that should have them
 * @param remaining what there is of it, to be noted instead
 * @param messageCount how many are gone
 */
public record ChannelLoss(Path segment, SegmentNote remaining, long messageCount) {}
