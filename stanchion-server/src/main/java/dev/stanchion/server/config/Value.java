package dev.stanchion.server.config;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A value of a configuration file. Immutable. */
public sealed interface Value {
    /** A text: quoted, unquoted or a block. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A whole number; the suffix is already applied. */
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

    /** A list in brackets. */
    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** A map in braces, or a whole file. Each key is there once. */
    record Section(List<Entry> entries) implements Value {
        public Section {
            entries = List.copyOf(entries);
        }

        /**
         * Finds the last entry with one of these names, which are not case-sensitive; null if there
         * is none.
         */
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

    /** Returns the name of this kind of value in the Go server's errors. */
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
