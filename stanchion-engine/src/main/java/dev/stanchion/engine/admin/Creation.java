package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.channel.Provision;
import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.registration.NameLimit;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.ParkedNote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans to create a channel, or a position in it, and does it. On the shard of the channel. */
final class Creation {
    private final Operation.Create operation;
    private final ChannelTable channels;
    private final ClientDirectory clients;

    Creation(Operation.Create operation, ChannelTable channels, ClientDirectory clients) {
        this.operation = operation;
        this.channels = channels;
        this.clients = clients;
    }

    Prepared prepared() {
        Channel existing = channels.find(operation.channel());
        long incarnation = existing == null ? 0 : existing.incarnation();
        Plan plan =
                new Plan(
                        operation,
                        summary(existing),
                        new PlanState(operation.hashCode(), incarnation, 0, 0, 0, 0).text(),
                        Effects.NONE,
                        List.of(),
                        Optional.ofNullable(refusal(existing)));
        return new Prepared(plan, Optional.empty(), this::create);
    }

    private String summary(@Nullable Channel existing) {
        String channel = operation.channel() + (existing == null ? ", a new channel," : "");
        return operation
                .position()
                .map(position ->
                        "%s on %s is created; it begins with message %d."
                                .formatted(
                                        position.key().text(),
                                        channel,
                                        begin(existing, position.nextSequence())))
                .orElse(
                        existing == null
                                ? operation.channel() + " is created."
                                : operation.channel() + " exists.");
    }

    private static long begin(@Nullable Channel existing, long wanted) {
        long end = existing == null ? 1 : existing.messages().lastSequence() + 1;
        return Math.min(wanted, end);
    }

    private @Nullable Failure refusal(@Nullable Channel existing) {
        if (!ChannelName.isValid(operation.channel())
                || ParkedNote.isParkedChannel(operation.channel())) {
            return invalid("/channel", "No channel can be created as " + operation.channel() + ".");
        }
        return operation.position().map(position -> refusal(existing, position)).orElse(null);
    }

    private static @Nullable Failure refusal(
            @Nullable Channel existing, Operation.NewPosition position) {
        if (position.nextSequence() < 1
                || position.maxInFlight() < 1
                || position.ackWaitSeconds() < 1) {
            return invalid("/position", "The numbers of a position are positive.");
        }
        String wrong =
                switch (position.key()) {
                    case PositionKey.Durable(String clientId, String durable) ->
                            clientId.isEmpty() || durable.isEmpty()
                                    ? "A durable has a client ID and a name."
                                    : tooLong(clientId, durable);
                    case PositionKey.Group(String name) ->
                            name.indexOf(':') < 1 || name.endsWith(":")
                                    ? "A group that is created is durable: DURABLE:GROUP."
                                    : tooLong(name, "");
                    case PositionKey.Plain ignored -> "Only durables and durable groups last.";
                };
        if (wrong != null) {
            return invalid("/position", wrong);
        }
        return existing != null && Positions.find(existing, position.key()) != null
                ? invalid("/position", "The position exists.")
                : null;
    }

    private static @Nullable String tooLong(String one, String other) {
        String refusal = NameLimit.refusal("name", one);
        return refusal != null ? refusal : NameLimit.refusal("name", other);
    }

    private static Failure invalid(String pointer, String text) {
        return new Failure.Invalid(pointer, text);
    }

    private void create(Reply<Long> done) {
        channels.whenOpen(
                operation.channel().getBytes(StandardCharsets.UTF_8),
                new ChannelTable.Awaiting() {
                    @Override
                    public void opened(Channel channel) {
                        operation
                                .position()
                                .ifPresentOrElse(
                                        position -> provide(channel, position, done),
                                        () -> channel.flush(Failures.whenDurable(done)));
                    }

                    @Override
                    public void refused(String why) {
                        done.failed(invalid("/channel", why));
                    }
                });
    }

    private void provide(Channel channel, Operation.NewPosition position, Reply<Long> done) {
        if (Positions.find(channel, position.key()) != null) {
            done.failed(invalid("/position", "The position exists."));
            return;
        }
        boolean isGroup = position.key() instanceof PositionKey.Group;
        PositionKey.Durable durable =
                position.key() instanceof PositionKey.Durable known
                        ? known
                        : new PositionKey.Durable("", "");
        Provision.Wanted wanted =
                new Provision.Wanted(
                        durable.clientId(),
                        durable.durableName(),
                        isGroup ? ((PositionKey.Group) position.key()).name() : "",
                        begin(channel, position.nextSequence()),
                        position.maxInFlight(),
                        position.ackWaitSeconds());
        String refusal = new Provision(channel, clients).make(wanted, Failures.whenDurable(done));
        if (refusal != null) {
            done.failed(invalid("/position", refusal));
        }
    }
}
