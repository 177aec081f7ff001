package dev.stanchion.server.flags;

import java.util.List;
import java.util.Locale;

/** The values of {@code -store}. */
public final class StoreTypes {
    public static final List<String> NAMES = List.of("MEMORY", "FILE", "SQL", "JETSTREAM");

    private StoreTypes() {}

    /** Returns whether there is a store of this name; case makes no difference. */
    public static boolean isOne(String name) {
        return NAMES.contains(name.toUpperCase(Locale.ROOT));
    }
}
