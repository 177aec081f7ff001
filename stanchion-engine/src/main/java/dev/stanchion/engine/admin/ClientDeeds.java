package dev.stanchion.engine.admin;

import static dev.stanchion.engine.admin.Sentences.are;
import static dev.stanchion.engine.admin.Sentences.count;

import dev.stanchion.engine.client.Blocks;
import dev.stanchion.engine.client.ClientRegistry;
import dev.stanchion.engine.client.Session;
import dev.stanchion.protocol.ClientIdSyntax;
import dev.stanchion.protocol.NearName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans operations on client IDs, and carries them out. On the shard that owns the clients. */
final class ClientDeeds {
    private static final Duration LONGEST_BLOCK = Duration.ofHours(1);

    private final ClientRegistry registry;

    ClientDeeds(ClientRegistry registry) {
        this.registry = registry;
    }

    /**
     * Plans to close a client.
     *
     * @param holding what it uses on all shards
     */
    Prepared kick(Operation.Kick operation, Holding holding) {
        Session session = registry.session(operation.clientId());
        List<String> clients = session == null ? List.of() : List.of(operation.clientId());
        Effects effects =
                new Effects(holding.kept(), 0, holding.lost(), 0, 0, holding.ending(), clients);
        Plan plan =
                new Plan(
                        operation,
                        sentence(operation, session, holding),
                        state(operation, session).text(),
                        effects,
                        warnings(operation, session),
                        Optional.ofNullable(whyNot(operation, session)));
        return new Prepared(
                plan,
                operation.blockNanos() > 0
                        ? Optional.of(new Operation.Unblock(operation.clientId()))
                        : Optional.empty(),
                done -> kick(operation, session, done));
    }

    private static PlanState state(Operation operation, @Nullable Session session) {
        long generation = session == null ? 0 : session.generation();
        return new PlanState(operation.hashCode(), generation, 0, 0, 0, 0);
    }

    private static String sentence(
            Operation.Kick operation, @Nullable Session session, Holding holding) {
        String what =
                session == null
                        ? "%s is not connected".formatted(operation.clientId())
                        : "%s is closed with %s; %s in flight %s sent again, %s %s forgotten"
                                .formatted(
                                        operation.clientId(),
                                        count(holding.subscriptions(), "subscription"),
                                        count(holding.kept(), "message"),
                                        are(holding.kept()),
                                        Sentences.number(holding.lost()),
                                        are(holding.lost()));
        return operation.blockNanos() > 0
                ? "%s. Its client ID is refused for %s."
                        .formatted(what, Sentences.duration(operation.blockNanos()))
                : what + ".";
    }

    private List<Warning> warnings(Operation.Kick operation, @Nullable Session session) {
        List<Warning> warnings = new ArrayList<>();
        if (operation.disconnect() && session != null && !registry.canDisconnect(session)) {
            warnings.add(
                    new Warning(
                            "connection-unknown",
                            "The server does not know the client's connection, so that it stays"
                                    + " open."));
        }
        if (operation.blockNanos() == 0) {
            warnings.add(
                    new Warning("may-return", "The client can connect again under the same ID."));
        }
        return warnings;
    }

    private @Nullable Failure whyNot(Operation.Kick operation, @Nullable Session session) {
        long block = operation.blockNanos();
        if (block < 0 || block > LONGEST_BLOCK.toNanos()) {
            return new Failure.Invalid(
                    "/block",
                    "A client can be blocked for up to " + LONGEST_BLOCK.toMinutes() + " minutes.");
        }
        if (session == null && block == 0) {
            return unknown(operation.clientId());
        }
        if (block > 0 && !ClientIdSyntax.isValid(operation.clientId())) {
            return new Failure.Invalid("/clientId", "No client can have this ID.");
        }
        boolean isMore = block > 0 && !registry.blocks().contains(operation.clientId());
        return isMore && registry.blocks().isFull()
                ? new Failure.Invalid("/block", "As many clients are blocked as there can be.")
                : null;
    }

    private Failure unknown(String clientId) {
        List<String> all = registry.sessions().stream().map(Session::clientId).toList();
        return new Failure.NoSuchClient(
                clientId, NearName.of(clientId, all).map(List::of).orElse(List.of()));
    }

    private void kick(Operation.Kick operation, @Nullable Session session, Reply<Long> done) {
        if (operation.blockNanos() > 0) {
            registry.blocks().add(operation.clientId(), operation.blockNanos());
        }
        registry.kick(
                session == null ? List.of() : List.of(session),
                operation.disconnect(),
                () -> done.succeeded(0L));
    }

    /** Plans to end a block. */
    Prepared unblock(Operation.Unblock operation) {
        Blocks blocks = registry.blocks();
        Optional<Failure> refusal =
                blocks.contains(operation.clientId())
                        ? Optional.empty()
                        : Optional.of(
                                new Failure.Invalid(
                                        "/clientId", operation.clientId() + " is not blocked."));
        Plan plan =
                new Plan(
                        operation,
                        operation.clientId() + " may connect again.",
                        state(operation, null).text(),
                        Effects.NONE,
                        List.of(),
                        refusal);
        return new Prepared(
                plan,
                Optional.empty(),
                done -> {
                    blocks.remove(operation.clientId());
                    done.succeeded(0L);
                });
    }
}
