package dev.stanchion.cli.takeover;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.JsonLine;
import dev.stanchion.cli.terminal.Payload;
import dev.stanchion.cli.terminal.Style;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;

/** Says what will happen to each client, durable, queue group and subscription. */
record PlanPage(Console console, boolean json) {
    /** Prints the plan for what a server has at this moment. */
    void show(Source source, OldStore store) {
        if (!store.hasPositions()) {
            for (SourceChannel channel : source.channels()) {
                line(
                        "channel",
                        channel.name(),
                        "",
                        "messages keep their sequences and times; every durable, queue group and"
                                + " subscription is lost, and begins anew where its client asks");
            }
            line("clients", "all", "", "have to connect again; they learn it by their pings");
            return;
        }
        for (ClientRecord client : source.clients()) {
            line(
                    "client",
                    client.clientId(),
                    "",
                    "keeps its ID and its subscriptions; it need not connect again");
        }
        for (SourceChannel channel : source.channels()) {
            line(
                    "channel",
                    channel.name(),
                    "",
                    "messages keep their sequences and times (%d bytes now)"
                            .formatted(channel.sizeBytes()));
            channel.readSubscriptions().live().forEach(each -> show(channel.name(), each));
        }
    }

    private void show(String channel, RecoveredState.Subscription each) {
        SubscriptionRecord subscription = each.subscription();
        String state =
                "continues behind #%d; %d unacknowledged message(s) now, which it gets again"
                        .formatted(subscription.lastSent(), each.pending().size());
        if (!subscription.queueGroup().isEmpty()) {
            String member =
                    subscription.clientId().isEmpty()
                            ? "has no member"
                            : "member of " + subscription.clientId();
            line("group", subscription.queueGroup(), channel, member + "; " + state);
        } else if (!subscription.durableName().isEmpty()) {
            line(
                    "durable",
                    subscription.durableName(),
                    channel,
                    "of %s; %s".formatted(subscription.clientId(), state));
        } else {
            line("subscription", subscription.clientId(), channel, state);
        }
    }

    private void line(String kind, String name, String channel, String effect) {
        if (json) {
            console.line(
                    new JsonLine()
                            .with("plan", kind)
                            .with("name", name)
                            .with("channel", channel)
                            .with("effect", effect)
                            .end());
            return;
        }
        String place = channel.isEmpty() ? "" : " on " + Payload.visible(channel);
        console.line(
                "  %s %s%s: %s"
                        .formatted(
                                kind,
                                console.paint(Style.NAME, Payload.visible(name)),
                                place,
                                effect));
    }
}
