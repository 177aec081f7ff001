package dev.stanchion.server.config.keys;

import dev.stanchion.server.Limits;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Scope;
import dev.stanchion.server.values.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The limits of one channel or pattern. A missing limit is inherited; 0 or less means no limit.
 * Source: {@code spec/operations.md} 3. Used once.
 */
final class ChannelLimitsKeys {
    private final Value.Section section;
    private final List<UnaryOperator<Limits>> changes = new ArrayList<>();

    private ChannelLimitsKeys(Value.Section section) {
        this.section = section;
    }

    /** Returns the change of the inherited limits. */
    static UnaryOperator<Limits> read(Value.Section section) {
        return new ChannelLimitsKeys(section).read();
    }

    private UnaryOperator<Limits> read() {
        count(FileKey.MAX_SUBS, Limits::withMaxSubscriptions);
        count(FileKey.MAX_MSGS, Limits::withMaxMessages);
        count(FileKey.MAX_BYTES, Limits::withMaxBytes);
        time(FileKey.MAX_AGE, Limits::withMaxAge);
        time(FileKey.MAX_INACTIVITY, Limits::withMaxInactivity);
        return inherited -> {
            Limits limits = inherited;
            for (UnaryOperator<Limits> change : changes) {
                limits = change.apply(limits);
            }
            return limits;
        };
    }

    /** Changes one limit. */
    private interface With<T> {
        Limits change(Limits limits, T value);
    }

    private void count(FileKey key, With<Long> with) {
        Entry entry = section.find(key.names());
        if (entry != null) {
            long count = Math.max(0, FileValue.whole(entry, Scope.STORE_LIMITS));
            changes.add(limits -> with.change(limits, count));
        }
    }

    private void time(FileKey key, With<Duration> with) {
        Entry entry = section.find(key.names());
        if (entry != null) {
            long nanos = GoDuration.parseNanos(FileValue.duration(entry, Scope.STORE_LIMITS));
            Duration time = Duration.ofNanos(Math.max(0, nanos));
            changes.add(limits -> with.change(limits, time));
        }
    }
}
