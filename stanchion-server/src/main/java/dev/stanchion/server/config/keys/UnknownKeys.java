package dev.stanchion.server.config.keys;

import dev.stanchion.protocol.NearName;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The unknown keys of a file. If they were ignored, a typing error could cost messages: with {@code
 * stroe: file} the server would keep them in memory. One thread fills it; afterwards it is read
 * only.
 *
 * <p>Differs: the Go server ignores them silently ({@code spec/operations.md} 2.6).
 */
public final class UnknownKeys {
    /** A map for keys, and its name in errors. */
    private record Place(Scope scope, String words) {
        boolean hasUseFor(String key) {
            return scope.keys().stream()
                    .filter(each -> !(each.meaning() instanceof FileKey.Meaning.Unsupported))
                    .filter(each -> !(each.meaning() instanceof FileKey.Meaning.Links))
                    .anyMatch(each -> each.names().contains(key));
        }
    }

    private static final List<Place> PLACES =
            List.of(
                    new Place(Scope.AUTHORIZATION, "into authorization { }"),
                    new Place(Scope.ADMIN, "into admin { }"),
                    new Place(Scope.STREAMING, "into streaming { }"),
                    new Place(Scope.CORE, "to the top level"),
                    new Place(Scope.STORE_LIMITS, "into streaming { store_limits { } }"),
                    new Place(Scope.FILE_STORE, "into streaming { file { } }"),
                    new Place(Scope.SQL_STORE, "into streaming { sql { } }"),
                    new Place(Scope.JETSTREAM_STORE, "into streaming { jetstream { } }"),
                    new Place(Scope.POLICY, "into a policy of streaming { policies { } }"),
                    new Place(Scope.WEBSOCKET, "into websocket { }"));

    private final List<String> lines = new ArrayList<>();

    /** Collects the keys of a map that are not among the known ones. */
    void collect(Value.Section section, Set<String> known) {
        for (Entry entry : section.entries()) {
            if (!entry.isVariable() && !known.contains(entry.key().toLowerCase(Locale.ROOT))) {
                lines.add(
                        "%s: unknown key %s%s"
                                .formatted(
                                        entry.position(),
                                        Quoted.quote(entry.key()),
                                        suggestion(entry.key(), known)));
            }
        }
    }

    private static String suggestion(String key, Set<String> known) {
        String lower = key.toLowerCase(Locale.ROOT);
        return PLACES.stream()
                .filter(place -> place.hasUseFor(lower))
                .findFirst()
                .map(place -> "; it belongs " + place.words())
                .orElseGet(() -> meant(key, known));
    }

    /** Returns the key that was probably meant, as the end of a sentence; empty if none is near. */
    static String meant(String key, Set<String> known) {
        return NearName.of(key, known.stream().sorted().toList())
                .map(near -> "; did you mean " + Quoted.quote(near) + "?")
                .orElse("");
    }

    static Set<String> names(Scope scope) {
        Set<String> names = new HashSet<>();
        scope.keys().forEach(key -> names.addAll(key.names()));
        return names;
    }

    /** Returns one line for each key, with its place and the key that was probably meant. */
    public List<String> lines() {
        return lines;
    }

    /**
     * Returns why a server does not start with these keys, and what to do; empty if there are none.
     */
    public List<String> objections() {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> objections = new ArrayList<>(lines);
        objections.add(
                "An unknown key may be a typing error: correct or remove it. With compat: strict"
                        + " in the streaming section, and without --strict-config, the server"
                        + " ignores it, as NATS Streaming does.");
        return objections;
    }

    /** Returns the remarks about these keys if the server ignores them. */
    public List<String> remarks() {
        return lines.stream().map(line -> line + " (ignored, as compat is strict)").toList();
    }
}
