package dev.stanchion.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Which limits a channel has: those of the server, changed by every pattern that names the channel,
 * from wide to narrow. Immutable. Source: {@code spec/streaming.md} 10.2.
 */
final class LimitsTable {
    private final Limits ofServer;
    private final SortedMap<ChannelPattern, UnaryOperator<Limits>> changes = new TreeMap<>();

    LimitsTable(Limits ofServer, Map<String, UnaryOperator<Limits>> changesByPattern) {
        this.ofServer = ofServer;
        changesByPattern.forEach(
                (pattern, change) -> changes.put(new ChannelPattern(pattern), change));
    }

    /**
     * Checks the patterns.
     *
     * @throws ConfigurationException if more channels are named than there may be, with the text of
     *     the Go server
     */
    void check() {
        long literals = changes.keySet().stream().filter(ChannelPattern::isLiteral).count();
        if (ofServer.maxChannels() > 0 && literals > ofServer.maxChannels()) {
            throw new ConfigurationException(
                    "channels",
                    "too many channels defined (%d). The max channels limit is set to %d"
                            .formatted(literals, ofServer.maxChannels()));
        }
    }

    Limits ofServer() {
        return ofServer;
    }

    /** Returns the limits of a channel. */
    Limits of(String channel) {
        Limits limits = ofServer;
        for (var change : changes.entrySet()) {
            if (change.getKey().matches(channel)) {
                limits = change.getValue().apply(limits);
            }
        }
        return limits;
    }

    /**
     * A pattern with its limits and those that it inherits.
     *
     * @param depth how many other patterns it inherits from
     */
    record Row(ChannelPattern pattern, int depth, Limits inherited, Limits limits) {}

    /** Returns a row for each pattern, each behind those that it inherits from. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (ChannelPattern pattern : changes.keySet()) {
            Limits inherited = ofServer;
            int depth = 0;
            for (var wider : changes.headMap(pattern).entrySet()) {
                if (wider.getKey().covers(pattern)) {
                    inherited = wider.getValue().apply(inherited);
                    depth++;
                }
            }
            UnaryOperator<Limits> change = changes.get(pattern);
            rows.add(new Row(pattern, depth, inherited, change.apply(inherited)));
        }
        return rows;
    }
}
