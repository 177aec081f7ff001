package dev.stanchion.server;

import dev.stanchion.server.api.LimitsRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The limits of each channel. A channel has the limits of the narrowest pattern that matches it. A
 * pattern changes the limits of the next wider pattern: the narrowest one that matches the
 * pattern's own text, read as a channel. So {@code foo.>} inherits from {@code *.*}, although that
 * does not match all of its channels. Immutable. Source: {@code spec/stores.md} 2.3, {@code
 * spec/streaming.md} 10.2.
 */
final class LimitsTable {
    private final Limits ofServer;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A pattern with its limits and the inherited ones.
     *
     * @param depth the number of patterns that it inherits from
     */
    record Row(ChannelPattern pattern, int depth, Limits inherited, Limits limits) {}

    LimitsTable(Limits ofServer, Map<String, UnaryOperator<Limits>> changesByPattern) {
        this.ofServer = ofServer;
        Map<ChannelPattern, UnaryOperator<Limits>> wideFirst = new TreeMap<>();
        changesByPattern.forEach(
                (pattern, change) -> wideFirst.put(new ChannelPattern(pattern), change));
        wideFirst.forEach((pattern, change) -> rows.add(row(pattern, change)));
    }

    private Row row(ChannelPattern pattern, UnaryOperator<Limits> change) {
        int depth = 0;
        Limits inherited = ofServer;
        for (Row wider : rows) {
            if (wider.pattern().matches(pattern.toString())) {
                depth = wider.depth() + 1;
                inherited = wider.limits();
            }
        }
        return new Row(pattern, depth, inherited, change.apply(inherited));
    }

    /**
     * Checks the patterns.
     *
     * @throws ConfigurationException if they name more channels than {@code max_channels}, with the
     *     text of the Go server
     */
    void check() {
        long literals = rows.stream().filter(row -> row.pattern().isLiteral()).count();
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
        Row row = rowOf(channel);
        return row == null ? ofServer : row.limits();
    }

    /** Returns the limits of a channel with the pattern that gives them. */
    LimitsRule ruleOf(String channel) {
        Row row = rowOf(channel);
        Limits limits = of(channel);
        return new LimitsRule(
                row == null ? "" : row.pattern().toString(),
                limits.maxMessages(),
                limits.maxBytes(),
                limits.maxSubscriptions(),
                limits.maxAge(),
                limits.maxInactivity());
    }

    /** Returns the last row whose pattern matches a channel; null if none does. */
    private @Nullable Row rowOf(String channel) {
        Row found = null;
        for (Row row : rows) {
            if (row.pattern().matches(channel)) {
                found = row;
            }
        }
        return found;
    }

    /** Returns a row for each pattern, behind the patterns that it inherits from. */
    List<Row> rows() {
        return List.copyOf(rows);
    }
}
