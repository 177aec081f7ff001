package dev.stanchion.admin;

import dev.stanchion.admin.answer.ExportedMessage;
import java.util.List;
import java.util.OptionalLong;

/**
 * A page of messages as an export writes them: 500 messages or 1 MiB. Immutable.
 *
 * @param next where the next page begins; empty on the last one
 */
public record ExportPage(List<ExportedMessage> messages, OptionalLong next) {
    public ExportPage {
        messages = List.copyOf(messages);
    }
}
