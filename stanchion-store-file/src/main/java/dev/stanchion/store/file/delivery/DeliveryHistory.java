package dev.stanchion.store.file.delivery;

import dev.stanchion.store.file.delivery.DeliveryRegion.Found;
import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The deliveries and acknowledgements that the shards of an earlier run have recorded. */
public final class DeliveryHistory {
    private static final Pattern NAME = Pattern.compile("(\\d{1,6})-[ab]\\.log");

    private final Map<String, List<Found>> byShard = new TreeMap<>();

    private DeliveryHistory() {}

    static List<Path> filesIn(Disk disk, Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Disk.Entry entry : disk.list(directory)) {
            if (!entry.isDirectory() && NAME.matcher(entry.name()).matches()) {
                files.add(entry.path());
            }
        }
        return files;
    }

    /** Reads the files of a run; those of other runs are nothing. */
    public static DeliveryHistory of(Disk disk, Path directory, long run) throws IOException {
        DeliveryHistory history = new DeliveryHistory();
        try {
            for (Path path : filesIn(disk, directory)) {
                Found found = DeliveryRegion.find(disk, path);
                Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
                if (found != null && found.run() == run && name.matches()) {
                    history.byShard
                            .computeIfAbsent(name.group(1), shard -> new ArrayList<>())
                            .add(found);
                }
            }
        } catch (NoSuchFileException e) {
            history.byShard.clear(); // an older server has none
        }
        history.byShard
                .values()
                .forEach(regions -> regions.sort(Comparator.comparingLong(Found::firstFrame)));
        return history;
    }

    /** Returns whether every shard had a file to write to until the run ended. */
    public boolean isComplete() {
        return byShard.values().stream().allMatch(regions -> regions.getLast().isComplete());
    }

    /**
     * Tells all that those shards have done which were not.
     *
     * @throws IllegalArgumentException if a frame says something that no Stanchion has written
     */
    public void tell(DeliverySink sink) {
        for (List<Found> regions : byShard.values()) {
            Found newest = regions.getLast();
            if (!newest.isComplete()) {
                continue;
            }
            // where the other does not reach up to the newest, the catalog says all that is in it
            if (regions.size() == 2 && regions.getFirst().endFrame() == newest.firstFrame()) {
                regions.getFirst().tell(sink);
            }
            newest.tell(sink);
        }
    }
}
