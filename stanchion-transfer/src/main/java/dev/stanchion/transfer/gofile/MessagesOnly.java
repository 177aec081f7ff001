package dev.stanchion.transfer.gofile;

import dev.stanchion.transfer.MessageSink;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.SourceSubscriptions;
import java.util.List;

/** A channel without its subscriptions. */
record MessagesOnly(SourceChannel channel) implements SourceChannel {
    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public long sizeBytes() {
        return channel.sizeBytes();
    }

    @Override
    public void readMessages(MessageSink sink) {
        channel.readMessages(sink);
    }

    @Override
    public SourceSubscriptions readSubscriptions() {
        return new SourceSubscriptions(0, List.of());
    }
}
