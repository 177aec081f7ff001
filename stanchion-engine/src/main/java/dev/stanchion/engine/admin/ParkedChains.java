package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.count;

import dev.stanchion.engine.channel.OpenParked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a redrive of some parked messages takes along. Whoever redrives the first message of a key
 * wants the later ones that are parked behind it, too. The later ones alone would come out of
 * order.
 */
final class ParkedChains {
    /** More messages behind one stay parked until the next redrive. */
    static final int MOST_BEHIND = 1000;

    private final OpenParked open;
    private final Map<Long, OpenParked.Entry> entries = new LinkedHashMap<>();
    private final Set<OpenParked.Chain> held = new HashSet<>();
    private int taken;
    private @Nullable Failure refusal;

    ParkedChains(OpenParked open, Collection<OpenParked.Entry> wanted, String parkedChannel) {
        this.open = open;
        wanted.forEach(each -> entries.put(each.sequence(), each));
        Set<OpenParked.Chain> chains = new LinkedHashSet<>();
        wanted.forEach(each -> chains.add(each.chain()));
        for (OpenParked.Chain each : chains) {
            extend(each, parkedChannel);
        }
    }

    private void extend(OpenParked.Chain chain, String parkedChannel) {
        Collection<OpenParked.Entry> behind = open.behind(chain);
        if (behind.isEmpty()) {
            return;
        }
        List<OpenParked.Entry> all = new ArrayList<>();
        OpenParked.Entry head = open.headOf(chain);
        if (head != null) {
            all.add(head);
        }
        all.addAll(behind);
        OpenParked.Entry first = all.getFirst();
        if (!entries.containsKey(first.sequence())) {
            refusal =
                    new Failure.Invalid(
                            "/sequences",
                            "Message %d of %s is parked first of its key: redrive or drop that one first."
                                    .formatted(first.sequence(), parkedChannel));
            return;
        }
        for (OpenParked.Entry each : all) {
            if (entries.containsKey(each.sequence())) {
                continue;
            }
            if (taken == MOST_BEHIND) {
                held.add(chain);
                return;
            }
            entries.put(each.sequence(), each);
            taken++;
        }
    }

    /** Returns what is redriven. */
    List<OpenParked.Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Returns the chains of which messages stay parked. */
    Set<OpenParked.Chain> held() {
        return held;
    }

    /** Returns why nothing is redriven; null if all can be. */
    @Nullable Failure refusal() {
        return refusal;
    }

    /** Returns what is to be said about messages that nobody has named; empty if there are none. */
    String sentence() {
        String more = held.isEmpty() ? "" : " More stay parked behind them until the next redrive.";
        return taken == 0
                ? ""
                : " %s of them %s parked behind an earlier one with the same key, and come in order.%s"
                        .formatted(count(taken, "message"), taken == 1 ? "was" : "were", more);
    }
}
