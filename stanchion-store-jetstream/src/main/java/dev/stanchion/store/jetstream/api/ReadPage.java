package dev.stanchion.store.jetstream.api;

import dev.stanchion.store.jetstream.message.StreamMessage;
import java.util.List;

/**
 * Messages that one direct get has read, in ascending order. A replica that is behind has answered
 * perhaps, so messages may be missing at the end. Immutable.
 */
public record ReadPage(List<StreamMessage> messages) {
    public ReadPage {
        messages = List.copyOf(messages);
    }
}
