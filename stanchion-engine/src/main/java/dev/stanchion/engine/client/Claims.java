package dev.stanchion.engine.client;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.identity.DuplicatePolicy;
import dev.stanchion.engine.shard.Countdown;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which connection gets a client ID, by the policy for duplicates of that ID. The state of
 * the {@link Seat} decides about every request for its ID. A request that cannot be decided yet
 * waits until the state has settled.
 *
 * <p>Differs: if a holder closes itself while it is being probed, the connection that asked gets
 * the ID, and no other can slip in between ({@code spec/streaming.md} 15).
 */
@ShardOwned
final class Claims {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final long PROBE_TIMEOUT_NANOS = 500_000_000;
    private static final int MAX_WAITING = 64;

    private final Seats seats;
    private final ReplyInboxes inboxes;
    private final DuplicatePolicies policies;
    private final Blocks blocks;
    private final Answers answers;
    private final ConnectionSubjects subjects;
    private final Entropy entropy;
    private final Map<String, SlotRound> slotRounds = new HashMap<>();
    private Duplicates duplicates = (clientId, wantedBy, heldBy) -> {};

    Claims(
            Seats seats,
            ReplyInboxes inboxes,
            DuplicatePolicies policies,
            Blocks blocks,
            Answers answers,
            ConnectionSubjects subjects,
            Entropy entropy) {
        this.seats = seats;
        this.inboxes = inboxes;
        this.policies = policies;
        this.blocks = blocks;
        this.answers = answers;
        this.subjects = subjects;
        this.entropy = entropy;
    }

    void tellDuplicates(Duplicates listener) {
        duplicates = listener;
    }

    /** Takes the request of a connection for a client ID. */
    void connect(Challenge challenge) {
        if (seats.isClosed()) {
            return; // it has waited for a seat that the engine's end has overtaken
        }
        if (refusesBlocked(challenge.claimedId(), challenge)) {
            return;
        }
        switch (policies.of(challenge.claimedId())) {
            case DuplicatePolicy.Reject ignored -> claim(challenge, this::probe);
            case DuplicatePolicy.Replace ignored -> claim(challenge, this::replace);
            case DuplicatePolicy.Lease lease -> lease(challenge, lease.maxSlots());
        }
    }

    private boolean refusesBlocked(String clientId, Challenge challenge) {
        if (!blocks.contains(clientId)) {
            return false;
        }
        LOG.info(
                "[Client:{}] Refused {}: blocked by an administrator",
                clientId,
                challenge.origin().description());
        refuse(challenge.reply(), Refusal.CLIENT_BLOCKED.text());
        return true;
    }

    private void claim(Challenge challenge, BiConsumer<Seat, Challenge> whenInUse) {
        Seat seat = seats.of(challenge.claimedId());
        if (seat == null) {
            register(challenge.claimedId(), challenge);
            return;
        }
        switch (seat.state()) {
            case LIVE -> whenInUse.accept(seat, challenge);
            case PROBED -> refuseDuplicate(challenge, "another one is asking for it");
            case REGISTERING, CLOSING -> await(seat, challenge);
        }
    }

    private void await(Seat seat, Challenge challenge) {
        if (seat.waiting().size() < MAX_WAITING) {
            seat.waiting().add(() -> connect(challenge));
        } else {
            refuseDuplicate(challenge, "too many others are waiting for it");
        }
    }

    private void refuseDuplicate(Challenge challenge, String why) {
        LOG.warn(
                "[Client:{}] Refused {}: {}",
                challenge.claimedId(),
                challenge.origin().description(),
                why);
        duplicates.refused(
                challenge.claimedId(),
                challenge.origin().description(),
                holderOf(challenge.claimedId()));
        refuse(challenge.reply(), Refusal.CLIENT_ID_ALREADY_REGISTERED.text());
    }

    private String holderOf(String clientId) {
        Seat seat = seats.of(clientId);
        if (seat == null) {
            return "others";
        }
        String address = seat.session().address();
        return address.isEmpty() ? "a client of before the restart" : address;
    }

    private void probe(Seat seat, Challenge challenge) {
        seat.probedFor(challenge, () -> connect(challenge));
        inboxes.askWhilePresent(
                seat.session().record().heartbeatInbox(),
                PROBE_TIMEOUT_NANOS,
                lives -> {
                    if (challenge.equals(seat.challenger()) && seat.state() == Seat.State.PROBED) {
                        probed(seat, challenge, lives);
                    }
                });
    }

    private void probed(Seat seat, Challenge challenge, boolean lives) {
        if (lives) {
            seat.live();
            refuseDuplicate(
                    challenge,
                    "the client ID is in use by %s; give each copy an ID of its own, or the"
                                    .formatted(seat.holder())
                            + " server a policy: --duplicate-clients '%1$s=lease' or '%1$s=replace'"
                                    .formatted(challenge.claimedId()));
        } else {
            LOG.debug("[Client:{}] Replaced, was {}", challenge.claimedId(), seat.holder());
            seats.free(seat, () -> {}); // which lets the challenger in
        }
    }

    private void replace(Seat seat, Challenge challenge) {
        if (seat.isForeignTo(challenge.origin().rights())) {
            probe(seat, challenge);
            return;
        }
        LOG.info(
                "[Client:{}] {} replaces {}",
                challenge.claimedId(),
                challenge.origin().description(),
                seat.holder());
        evict(seat, challenge);
    }

    /** Lets a challenger sit down where another one sat. */
    private void evict(Seat seat, Challenge challenge) {
        String clientId = seat.session().clientId();
        seat.waiting()
                .addFirst(() -> {
                    if (seats.isClosed() || seats.of(clientId) != null) {
                        connect(challenge);
                    } else {
                        register(clientId, challenge);
                    }
                });
        seats.free(seat, () -> {});
    }

    private void lease(Challenge challenge, int maxSlots) {
        SlotRound running = slotRounds.get(challenge.claimedId());
        if (running == null) {
            SlotRound round = new SlotRound(challenge.claimedId(), maxSlots);
            round.join(challenge);
            slotRounds.put(round.claimedId(), round);
            askHolders(round);
        } else if (!running.join(challenge)) {
            refuseDuplicate(challenge, "too many others are waiting for a slot");
        }
    }

    private void askHolders(SlotRound round) {
        List<Seat> holders = round.holders(seats.all());
        Countdown answered = new Countdown(holders.size() + 1, () -> assignSlots(round));
        for (Seat holder : holders) {
            inboxes.askWhilePresent(
                    holder.session().record().heartbeatInbox(),
                    PROBE_TIMEOUT_NANOS,
                    lives -> {
                        round.heard(holder.session(), lives);
                        answered.down();
                    });
        }
        answered.down();
    }

    private void assignSlots(SlotRound round) {
        slotRounds.remove(round.claimedId());
        for (Challenge challenge : round.challengers()) {
            switch (round.next(seats.all())) {
                case SlotRound.Place.Free(String slot) -> register(slot, challenge);
                case SlotRound.Place.Abandoned(Seat seat) -> evict(seat, challenge);
                case SlotRound.Place.Emptying(Seat seat) -> await(seat, challenge);
                case SlotRound.Place.AskAgain ignored -> connect(challenge);
                case SlotRound.Place.Nowhere ignored ->
                        refuseDuplicate(
                                challenge,
                                "all %d slots are in use; --duplicate-clients allows no more"
                                        .formatted(round.maxSlots()));
            }
        }
    }

    private void register(String clientId, Challenge challenge) {
        if (refusesBlocked(clientId, challenge)) {
            return;
        }
        ClientRecord record = challenge.toRecord(clientId, subjects.newToken(entropy));
        if (!seats.hasRoomFor(record)) {
            refuse(challenge.reply(), seats.fullText());
            return;
        }
        seats.give(
                record,
                challenge.origin(),
                Outcome.of(
                        seat -> registered(seat, challenge),
                        why -> refuse(challenge.reply(), String.valueOf(why.getMessage()))));
    }

    private void registered(Seat seat, Challenge challenge) {
        LOG.debug(
                "[Client:{}] Connected (Inbox={})",
                seat.session().clientId(),
                challenge.request().heartbeatInbox());
        welcome(seat, challenge.reply());
    }

    /** Tells a connection that it has got a client ID. */
    void welcome(Seat seat, String reply) {
        answers.send(reply, subjects.welcome(seat.session().record())::encodeTo);
    }

    /** Tells a connection why it gets no client ID. */
    void refuse(String reply, String why) {
        answers.send(reply, ConnectResponse.refused(why)::encodeTo);
    }
}
