package dev.stanchion.crash.disk;

import dev.stanchion.kit.shard.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory's names, as processes see them and as they are on the platter. */
final class CachedDirectory implements Node {
    private final Map<String, Node> cached = new TreeMap<>();
    private final Map<String, Node> onPlatter = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();

    /** The current names; null means that the name was deleted. */
    private record Change(String name, @Nullable Node node, @Nullable String vanishing) {
        void applyTo(Map<String, Node> names) {
            if (vanishing != null) {
                names.remove(vanishing);
            }
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }
    }

    @Nullable Node get(String name) {
        return cached.get(name);
    }

    Map<String, Node> names() {
        return cached;
    }

    void put(String name, Node node) {
        change(new Change(name, node, null));
    }

    void remove(String name) {
        change(new Change(name, null, null));
    }

    void rename(String from, String to, Node node) {
        change(new Change(to, node, from));
    }

    private void change(Change change) {
        change.applyTo(cached);
        unsynced.add(change);
    }

    void sync() {
        unsynced.forEach(change -> change.applyTo(onPlatter));
        unsynced.clear();
    }

    /** Sets the names and their files to the state on the platter. */
    void losePower(Chance chance) {
        Survival survival = Survival.draw(chance);
        int moment = chance.between(0, unsynced.size());
        for (int i = 0; i < unsynced.size(); i++) {
            if (survival.surviving(List.of(i + 1L), moment, chance) > 0) {
                unsynced.get(i).applyTo(onPlatter);
            }
        }
        unsynced.clear();
        cached.clear();
        cached.putAll(onPlatter);
        for (Node node : cached.values()) {
            switch (node) {
                case CachedDirectory directory -> directory.losePower(chance);
                case CachedFile file -> {
                    file.settle(chance);
                    file.evict();
                }
            }
        }
    }

    /** The cache drops the data that it takes for written. */
    void evict() {
        for (Node node : cached.values()) {
            switch (node) {
                case CachedDirectory directory -> directory.evict();
                case CachedFile file -> file.evict();
            }
        }
    }

    /** Returns how much room all files take, in whole sectors. */
    long allocatedBytes() {
        long sum = 0;
        for (Node node : cached.values()) {
            sum +=
                    switch (node) {
                        case CachedDirectory directory -> directory.allocatedBytes();
                        case CachedFile file -> CachedFile.allocated(file.sizeBytes());
                    };
        }
        return sum;
    }
}
