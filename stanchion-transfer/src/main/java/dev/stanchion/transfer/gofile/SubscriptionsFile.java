package dev.stanchion.transfer.gofile;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SequenceSet;
import dev.stanchion.protocol.SubState;
import dev.stanchion.protocol.SubStateUpdate;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.SourceSubscriptions;
import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code subs.dat}: the subscriptions of a channel, and what was sent to them and
 * acknowledged.
 */
final class SubscriptionsFile implements TypedRecords.Reader {
    private static final int CREATED = 1;
    private static final int UPDATED = 2;
    private static final int DELETED = 3;
    private static final int ACKNOWLEDGED = 4;
    private static final int SENT = 5;

    private final Map<Long, Replayed> live = new TreeMap<>();
    private long highestId;

    /** A subscription while the records are read. */
    private static final class Replayed {
        private SubState state;
        private long lastSent;
        private final SequenceSet pending = new SequenceSet();

        Replayed(SubState state) {
            this.state = state;
            this.lastSent = state.lastSent();
        }

        RecoveredState.Subscription toSubscription() {
            return new RecoveredState.Subscription(
                    GoRecords.subscriptionOf(state, lastSent),
                    Arrays.stream(pending.sorted()).boxed().toList());
        }
    }

    private SubscriptionsFile() {}

    static SourceSubscriptions read(Path path, Polynomial polynomial, Findings findings) {
        SubscriptionsFile content = new SubscriptionsFile();
        if (Files.isRegularFile(path)) {
            try (SourceFile file = SourceFile.open(path, polynomial)) {
                new TypedRecords(file, findings, content).readAll();
            }
        } else {
            findings.note(path.toString(), "it is missing, so the channel has no subscriptions");
        }
        return new SourceSubscriptions(
                content.highestId,
                content.live.values().stream().map(Replayed::toSubscription).toList());
    }

    @Override
    public boolean isType(int type) {
        return type >= CREATED && type <= SENT;
    }

    @Override
    public boolean take(int type, ByteBuf buffer, int index, int length) {
        boolean isState = type == CREATED || type == UPDATED;
        return isState
                ? put(type, SubState.decode(buffer, index, length))
                : change(type, SubStateUpdate.decode(buffer, index, length));
    }

    private boolean put(int type, Optional<SubState> decoded) {
        if (decoded.isEmpty() || decoded.get().id() <= 0) {
            return false;
        }
        SubState state = decoded.get();
        highestId = Math.max(highestId, state.id());
        Replayed known = type == UPDATED ? live.get(state.id()) : null;
        if (known == null) {
            live.put(state.id(), new Replayed(state));
        } else {
            known.state = state;
            known.lastSent = state.lastSent(); // even if it is lower, as in the Go server
        }
        return true;
    }

    private boolean change(int type, Optional<SubStateUpdate> decoded) {
        if (decoded.isEmpty() || decoded.get().id() <= 0) {
            return false;
        }
        SubStateUpdate update = decoded.get();
        if (type == DELETED) {
            highestId = Math.max(highestId, update.id());
            live.remove(update.id());
            return true;
        }
        if (update.sequence() <= 0) {
            return false;
        }
        apply(type, live.get(update.id()), update.sequence());
        return true;
    }

    private static void apply(int type, @Nullable Replayed subscription, long sequence) {
        if (subscription == null) {
            return; // it has ended
        }
        if (type == SENT) {
            subscription.lastSent = Math.max(subscription.lastSent, sequence);
            subscription.pending.add(sequence);
        } else if (type == ACKNOWLEDGED) {
            subscription.pending.remove(sequence);
        }
    }
}
