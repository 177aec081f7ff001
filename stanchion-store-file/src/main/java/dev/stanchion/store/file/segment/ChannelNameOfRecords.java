package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;

/** Finds the name of a channel in its messages, where nothing else says it any more. */
public final class ChannelNameOfRecords implements ReplaySource.Target {
    private String name = "";

    @Override
    public void run(Path path, DiskFile file, long offset, int bytes, long keptFrom)
            throws IOException {
        FileWindow window = new FileWindow(file, offset + bytes, bytes);
        if (name.isEmpty() && window.isRecord(offset)) {
            name = RecordSearch.channelOf(window.message());
        }
    }

    /** Returns the name; empty if none was found. */
    public String name() {
        return name;
    }
}
