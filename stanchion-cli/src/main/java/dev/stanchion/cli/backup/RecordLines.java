package dev.stanchion.cli.backup;

import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.exchange.BrokenExportException;
import dev.stanchion.cli.exchange.ExportLine;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SequenceText;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;

/**
 * Reads lines of a server, a client and a subscription.
 *
 * <p>Every method throws {@link BrokenExportException} if a field is missing or has no such value.
 */
final class RecordLines {
    private RecordLines() {}

    static ServerRecord server(ExportLine line) {
        return new ServerRecord(
                line.needed("clusterId"),
                line.needed("discoverPrefix"),
                line.needed("requestToken"));
    }

    static ClientRecord client(ExportLine line) {
        return new ClientRecord(
                line.needed("clientId"),
                line.needed("heartbeatInbox"),
                text(line, "connectionId"),
                number(line, "protocol"),
                number(line, "pingInterval"),
                number(line, "pingMaxOut"),
                line.needed("claimedId"),
                text(line, "requestToken"));
    }

    static RecoveredState.Subscription subscription(ExportLine line) {
        SubscriptionRecord record =
                new SubscriptionRecord(
                        line.numberOf("id"),
                        text(line, "clientId"),
                        text(line, "queueGroup"),
                        text(line, "inbox"),
                        text(line, "ackInbox"),
                        number(line, "maxInFlight"),
                        number(line, "ackWaitSeconds"),
                        text(line, "durableName"),
                        line.numberOf("lastSent"),
                        truth(line, "durable"),
                        truth(line, "closed"),
                        text(line, "user"),
                        line.numberOf("perhapsSentUpTo"),
                        text(line, "pause"),
                        text(line, "attempts"));
        try {
            return new RecoveredState.Subscription(
                    record, SequenceText.parse(text(line, "pending")));
        } catch (NumberFormatException e) {
            throw line.broken("pending: no ascending sequences");
        }
    }

    private static String text(ExportLine line, String name) {
        return JsonTree.text(line.fields(), name);
    }

    private static int number(ExportLine line, String name) {
        long value = line.numberOf(name);
        if (value != (int) value) {
            throw line.broken("%s: %d is too large".formatted(name, value));
        }
        return (int) value;
    }

    private static boolean truth(ExportLine line, String name) {
        return line.needed(name).equals("true");
    }
}
