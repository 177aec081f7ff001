package dev.stanchion.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of the current map and of the maps around it, in which variables are looked up. */
final class Scope {
    private final @Nullable Scope around;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Scope(@Nullable Scope around) {
        this.around = around;
    }

    /** Adds an entry. The last of several entries with one key counts. */
    void add(Entry entry) {
        entries.remove(entry.key());
        entries.put(entry.key(), entry);
    }

    /** Finds the value of a variable. It looks in the innermost map first. */
    @Nullable Value find(String variable) {
        Entry entry = entries.computeIfPresent(variable, (key, found) -> found.referredTo());
        if (entry != null) {
            return entry.value();
        }
        return around == null ? null : around.find(variable);
    }

    Value.Section section() {
        List<Entry> all = new ArrayList<>(entries.values());
        return new Value.Section(all);
    }
}
