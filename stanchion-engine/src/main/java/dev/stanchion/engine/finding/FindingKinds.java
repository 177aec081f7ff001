package dev.stanchion.engine.finding;

import dev.stanchion.protocol.NearName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds that a server looks for. Immutable. */
public final class FindingKinds {
    /** All kinds, the default. */
    public static final FindingKinds ALL = new FindingKinds(EnumSet.allOf(FindingKind.class));

    /** No kind. */
    public static final FindingKinds NONE = new FindingKinds(EnumSet.noneOf(FindingKind.class));

    private static final Set<String> ON = Set.of("on", "true", "yes");
    private static final Set<String> OFF = Set.of("off", "false", "no");

    private final Set<FindingKind> kinds;

    private FindingKinds(Set<FindingKind> kinds) {
        this.kinds = Set.copyOf(kinds);
    }

    /**
     * Reads what an operator writes: {@code on}, {@code off}, or kinds that are switched, separated
     * by commas: {@code stalled=off,poison=off}. An empty text switches nothing off.
     *
     * @throws MalformedFindingsException if there is something else
     */
    public static FindingKinds parse(String text) {
        String plain = text.strip();
        if (plain.isEmpty() || ON.contains(plain)) {
            return ALL;
        }
        if (OFF.contains(plain)) {
            return NONE;
        }
        EnumSet<FindingKind> kinds = EnumSet.allOf(FindingKind.class);
        for (String part : plain.split(",", -1)) {
            switchOne(part.strip(), kinds);
        }
        return new FindingKinds(kinds);
    }

    private static void switchOne(String text, EnumSet<FindingKind> kinds) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new MalformedFindingsException(text, "on, off, or <kind>=off,...");
        }
        String code = text.substring(0, equals).strip();
        String state = text.substring(equals + 1).strip();
        FindingKind kind =
                FindingKind.of(code)
                        .orElseThrow(() -> new MalformedFindingsException(text, kindsNear(code)));
        if (OFF.contains(state)) {
            kinds.remove(kind);
        } else if (ON.contains(state)) {
            kinds.add(kind);
        } else {
            throw new MalformedFindingsException(text, code + "=off or " + code + "=on");
        }
    }

    private static String kindsNear(String code) {
        List<String> codes = Arrays.stream(FindingKind.values()).map(FindingKind::code).toList();
        return NearName.of(code, codes)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "one of " + String.join(", ", codes));
    }

    /** Returns whether the server looks for this kind. */
    public boolean contains(FindingKind kind) {
        return kinds.contains(kind);
    }

    /** Returns whether it looks for nothing. */
    public boolean isEmpty() {
        return kinds.isEmpty();
    }

    /** Returns the kinds, in their order. */
    public List<FindingKind> all() {
        return kinds.stream().sorted().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FindingKinds that && kinds.equals(that.kinds);
    }

    @Override
    public int hashCode() {
        return kinds.hashCode();
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        if (equals(ALL)) {
            return "on";
        }
        return isEmpty()
                ? "off"
                : Arrays.stream(FindingKind.values())
                        .filter(kind -> !contains(kind))
                        .map(kind -> kind.code() + "=off")
                        .collect(Collectors.joining(","));
    }
}
