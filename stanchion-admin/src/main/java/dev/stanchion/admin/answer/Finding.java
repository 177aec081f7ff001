package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is likely wrong. Immutable.
 *
 * @param dismissed whether an operator has dismissed it; null if not
 * @param severity {@code error}: messages do not arrive, or somebody is refused; {@code warning}:
 *     messages are handled twice, late or not as somebody wanted, or soon will be; {@code note}:
 *     something is left over, or odd
 */
public record Finding(
        String id,
        String kind,
        String about,
        List<String> channels,
        Instant since,
        String sentence,
        String remedy,
        Map<String, Object> facts,
        @Nullable Boolean dismissed,
        String severity) {
    public Finding {
        channels = List.copyOf(channels);
        facts = Map.copyOf(facts);
    }
}
