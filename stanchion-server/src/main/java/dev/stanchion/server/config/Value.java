package dev.stanchion.server.config;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A value as a file has it. Immutable. */
public sealed interface Value {
    /** Quoted or not, or a block. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A number without fraction; a suffix has been multiplied out. */
    record Whole(long number) implements Value {
        @Override
        public String toString() {
            return Long.toString(number);
        }
    }

    /** A number with a fraction. */
    record Fraction(double number) implements Value {
        @Override
        public String toString() {
            return Double.toString(number);
        }
    }

    /** One of {@code true yes on false no off}. */
    record Truth(boolean holds) implements Value {
        @Override
        public String toString() {
            return Boolean.toString(holds);
        }
    }

    /** A time in UTC. */
    record Moment(Instant instant) implements Value {
        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /** What stands in brackets. */
    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** What stands in braces, or a whole file; no key is there twice. */
    record Section(List<Entry> entries) implements Value {
        public Section {
            entries = List.copyOf(entries);
        }

        /** Finds the last entry with one of these names, whatever the case; null if none is. */
        public @Nullable Entry find(List<String> names) {
            Entry found = null;
            for (Entry entry : entries) {
                if (names.contains(entry.key().toLowerCase(Locale.ROOT))) {
                    found = entry;
                }
            }
            return found;
        }

        @Override
        public String toString() {
            return "map" + entries.stream().map(Entry::key).toList();
        }
    }

    /** Returns what the Go server calls a value of this kind in its errors. */
    default String kind() {
        return switch (this) {
            case Text ignored -> "string";
            case Whole ignored -> "int64";
            case Fraction ignored -> "float64";
            case Truth ignored -> "bool";
            case Moment ignored -> "struct";
            case Items ignored -> "slice";
            case Section ignored -> "map";
        };
    }
}
