package dev.stanchion.server.config.keys;

import dev.stanchion.server.config.keys.FileKey.Meaning;
import dev.stanchion.server.config.keys.FileKey.Scope;
import dev.stanchion.server.flags.Flag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The paths of keys in a configuration file: {@code streaming.limits.max_msgs}. */
public final class KeyNames {
    private static final Map<Flag, String> NAMES = names();

    private KeyNames() {}

    /** Returns the key that means the same as a flag; empty if there is none. */
    public static String of(Flag flag) {
        return NAMES.getOrDefault(flag, "");
    }

    /** Returns a key with the maps around it. */
    static String of(FileKey key) {
        return of(key, List.of());
    }

    /** Returns the longest of the key's preferred names, with the maps around it. */
    private static String of(FileKey key, List<String> preferred) {
        String name =
                preferred.stream()
                        .filter(key.names()::contains)
                        .max(Comparator.comparingInt(String::length))
                        .orElse(key.names().getFirst());
        return prefix(key.scope()) + name;
    }

    private static Map<Flag, String> names() {
        Map<Flag, String> names = new EnumMap<>(Flag.class);
        for (FileKey key : FileKey.values()) {
            String path = of(key);
            switch (key.meaning()) {
                case Meaning.Sets(Flag flag) -> names.put(flag, of(key, flag.names()));
                case Meaning.Either(Flag truth, Flag text) -> {
                    names.put(truth, path);
                    names.put(text, path);
                }
                case Meaning.Address(Flag host, Flag port) -> {
                    names.putIfAbsent(host, path); // a later key may be of the host alone
                    names.putIfAbsent(port, path);
                }
                default -> {} // no flag means the same
            }
        }
        return names;
    }

    /** Returns the maps around the keys of a section, each followed by a dot. */
    private static String prefix(Scope scope) {
        if (scope == Scope.STREAMING) {
            return "streaming.";
        }
        return Arrays.stream(FileKey.values())
                .filter(key -> key.meaning().equals(new Meaning.Inner(scope)))
                .map(key -> of(key) + ".")
                .findFirst()
                .orElse("");
    }
}
