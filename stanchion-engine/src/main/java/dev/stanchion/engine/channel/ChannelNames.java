package dev.stanchion.engine.channel;

import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.registration.Cost;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.NearName;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.Refusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which channels exist on all shards together: it gives out names ({@code streaming.md} 10.1). */
@ShardOwned
public final class ChannelNames {
    /** The search for a near name takes about a millisecond for this number of names. */
    private static final int MOST_COMPARED = 10_000;

    private final int maxChannels;
    private final Allowance allowance;
    private final Map<String, String> namesByFoldedCase = new HashMap<>();
    private final SortedSet<String> sorted = new TreeSet<>();

    /** A copy of the sorted names, made when it is asked for; null after a change. */
    private @Nullable List<String> copy;

    private Runnable whenNew = () -> {};

    /** The channels of parked messages, which the limit does not concern. */
    private final Set<String> ofServer = new HashSet<>();

    /**
     * @param maxChannels 0 means unlimited
     */
    public ChannelNames(int maxChannels, Allowance allowance) {
        this.maxChannels = maxChannels;
        this.allowance = allowance;
    }

    /**
     * Reserves a name for a new channel.
     *
     * @param isOfServer whether the server needs it for itself, so that the limit does not matter
     * @return the text of the refusal, null if granted
     */
    @Nullable String reserve(String name, boolean isOfServer) {
        String folded = ChannelName.foldCase(name);
        String existing = namesByFoldedCase.get(folded);
        if (existing != null) {
            return Refusal.differentCase(name, existing);
        }
        boolean isFull =
                maxChannels > 0 && namesByFoldedCase.size() - ofServer.size() >= maxChannels;
        if (isFull && !isOfServer) {
            return Refusal.TOO_MANY_CHANNELS.text();
        }
        if (!allowance.hasRoomFor(Cost.ofChannel(name))) {
            return allowance.refusal();
        }
        allowance.take(Cost.ofChannel(name));
        namesByFoldedCase.put(folded, name);
        sorted.add(name);
        copy = null;
        if (isOfServer) {
            ofServer.add(name);
        }
        whenNew.run();
        return null;
    }

    /**
     * Returns the existing name that is nearest to this one; empty if none is near.
     *
     * @param mayBeTold whether the one who asks may know of a channel
     */
    public String near(String name, Predicate<String> mayBeTold) {
        return NearName.of(
                        name,
                        namesByFoldedCase.values().stream()
                                .limit(MOST_COMPARED)
                                .filter(mayBeTold)
                                .toList())
                .orElse("");
    }

    /** Runs a task whenever a name was given out for a new channel. */
    public void tellNew(Runnable task) {
        whenNew = task;
    }

    /** Returns how many names there are that the limit concerns. */
    public int count() {
        return namesByFoldedCase.size() - ofServer.size();
    }

    /** Returns all names in ascending order. The list does not change any more. */
    public List<String> all() {
        List<String> names = copy;
        if (names == null) {
            names = List.copyOf(sorted);
            copy = names;
        }
        return names;
    }

    /** The channel exists from an earlier run, whatever the limit is now. */
    public void recovered(String name) {
        sorted.add(name);
        copy = null;
        if (namesByFoldedCase.put(ChannelName.foldCase(name), name) == null) {
            allowance.take(Cost.ofChannel(name));
        }
        if (ParkedNote.isParkedChannel(name)) {
            ofServer.add(name);
        }
    }

    void release(String name) {
        ofServer.remove(name);
        if (namesByFoldedCase.remove(ChannelName.foldCase(name), name)) {
            allowance.give(Cost.ofChannel(name));
            sorted.remove(name);
            copy = null;
        }
    }
}
