package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.count;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.client.Session;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.subscription.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Plans operations on a whole channel, and carries them out. On the shard of the channel. */
final class ChannelDeeds {
    private final Channel channel;
    private final ChannelTable channels;
    private final Kicking kicking;

    ChannelDeeds(Channel channel, ChannelTable channels, Kicking kicking) {
        this.channel = channel;
        this.channels = channels;
        this.kicking = kicking;
    }

    /** Plans to delete the channel. */
    Prepared delete(Operation.DeleteChannel operation) {
        ChannelLog log = channel.messages();
        List<Session> users = users();
        List<String> clients = users.stream().map(Session::clientId).sorted().toList();
        int positions = channel.interest().positions().size();
        Effects effects =
                new Effects(0, 0, 0, log.messageCount(), log.byteCount(), positions, clients);
        String summary =
                "%s is deleted with %s and %s. %s."
                        .formatted(
                                channel.channel(),
                                count(log.messageCount(), "message"),
                                count(positions, "position"),
                                clients.isEmpty()
                                        ? "Nobody is subscribed"
                                        : count(clients.size(), "client") + " must connect again");
        PlanState state =
                new PlanState(
                        withAnyLast(operation).hashCode(),
                        channel.incarnation(),
                        0,
                        log.lastSequence(),
                        log.messageCount(),
                        clients.hashCode());
        Plan plan =
                new Plan(
                        operation,
                        summary,
                        state.text(),
                        effects,
                        List.of(),
                        Optional.ofNullable(whyNot(operation, clients)));
        return new Prepared(plan, Optional.empty(), done -> delete(users, done));
    }

    /** The last sequence is no part of the state, because it is looked at by itself. */
    private static Operation withAnyLast(Operation.DeleteChannel operation) {
        return new Operation.DeleteChannel(
                operation.channel(), operation.kick(), OptionalLong.empty());
    }

    private @Nullable Failure whyNot(Operation.DeleteChannel operation, List<String> clients) {
        long last = channel.messages().lastSequence();
        if (operation.last().orElse(last) != last) {
            return new Failure.Advanced(channel.channel(), operation.last().getAsLong(), last);
        }
        return clients.isEmpty() || operation.kick()
                ? null
                : new Failure.InUse(channel.channel(), clients);
    }

    private void delete(List<Session> users, Reply<Long> done) {
        channels.delete(
                channel,
                Failures.whenDurable(
                        Reply.of(
                                deleted -> kicking.kick(users, () -> done.succeeded(deleted)),
                                why -> kicking.kick(users, () -> done.failed(why)))));
    }

    /** Returns the clients that are subscribed now. */
    private List<Session> users() {
        List<Session> users = new ArrayList<>();
        for (Dispatcher position : channel.interest().positions()) {
            for (Session each : PositionDeeds.users(position)) {
                if (!users.contains(each)) {
                    users.add(each);
                }
            }
        }
        return users;
    }
}
