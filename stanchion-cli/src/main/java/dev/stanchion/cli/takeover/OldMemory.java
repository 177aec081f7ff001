package dev.stanchion.cli.takeover;

import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.live.SeenLive;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server with the memory store, which is read by subscribing. When it has ended, what the last
 * look has shown is all that is left.
 */
final class OldMemory implements OldStore {
    private final Supplier<Source> opening;
    private final String shown;
    private @Nullable SeenLive last;

    /**
     * @param opening opens what the server has at this moment
     */
    OldMemory(Supplier<Source> opening, String shown) {
        this.opening = opening;
        this.shown = shown;
    }

    @Override
    public Source look() {
        Source source = opening.get();
        List<SourceChannel> channels = source.channels();
        last = new SeenLive(source.server(), channels, shown);
        return source;
    }

    @Override
    public Source stopped() {
        SeenLive seen = last;
        if (seen == null) {
            throw new TransferException("nothing was read", "Start the takeover again.");
        }
        return seen;
    }

    @Override
    public boolean isInUse() {
        return false;
    }

    @Override
    public boolean hasPositions() {
        return false;
    }

    @Override
    public String shown() {
        return shown;
    }
}
