package dev.stanchion.store.file.check;

import dev.stanchion.store.file.segment.SegmentNote;
import java.nio.file.Path;

/**
 * Recorded messages of a segment that are gone. Immutable.
 *
 * @param segment the file that should contain them
 * @param remaining the rest of it, to be recorded instead
 * @param messageCount the number of lost messages
 */
public record ChannelLoss(Path segment, SegmentNote remaining, long messageCount) {}
