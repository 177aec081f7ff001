package dev.stanchion.simulation.invariant;

import static dev.stanchion.simulation.invariant.Invariant.ONE_CLIENT_PER_ID;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.simulation.client.ClientRequest;
import dev.stanchion.simulation.client.SimulatedClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The holder of each client ID, and the connections that ask for it. */
final class ClientLedger {
    /** Longer than the time-out of a probe or a heartbeat, including both ways. */
    private static final long SURELY_ASKED_NANOS = 2_500_000_000L;

    /**
     * A close may take effect this much later than a connect, although it came before it elsewhere.
     */
    private static final long OVERTAKEN_NANOS = 1_000_000_000L;

    private final Moment moment;
    private final Violations violations;
    private final Tally tally;
    private final Map<String, Holder> holders = new HashMap<>();
    private final Map<String, Long> closeAskedNanos = new HashMap<>();
    private final List<Challenge> challenges = new ArrayList<>();
    private final Map<String, SimulatedClient> clientsByInbox = new HashMap<>();

    /**
     * @param askedNanos when its connect request was handed over
     * @param sinceNanos when it was told that it has the ID
     */
    private record Holder(SimulatedClient client, long askedNanos, long sinceNanos) {}

    /**
     * A connect request that the engine is working on.
     *
     * @param holder the holder of the ID when the request was handed over; null if there was none
     * @param alone whether no other request has asked for the ID meanwhile
     */
    private record Challenge(
            ClientRequest.Connect request,
            long sinceNanos,
            @Nullable Holder holder,
            boolean alone) {
        String clientId() {
            return request.message().clientId();
        }

        Challenge inCompany() {
            return new Challenge(request, sinceNanos, holder, false);
        }
    }

    ClientLedger(Moment moment, Violations violations, Tally tally) {
        this.moment = moment;
        this.violations = violations;
        this.tally = tally;
    }

    void asking(ClientRequest.Connect request) {
        clientsByInbox.put(request.message().heartbeatInbox(), request.client());
    }

    void handed(ClientRequest.Connect request) {
        String clientId = request.message().clientId();
        Holder holder = holders.get(clientId);
        boolean alone = challenges.stream().noneMatch(one -> one.clientId().equals(clientId));
        // the later one may overtake, if it comes in on another thread
        challenges.replaceAll(one -> one.clientId().equals(clientId) ? one.inCompany() : one);
        challenges.add(new Challenge(request, moment.elapsedNanos(), holder, alone));
    }

    void closeHanded(String clientId) {
        closeAskedNanos.put(clientId, moment.elapsedNanos());
    }

    void answered(ClientRequest.Connect request, ConnectResponse response) {
        challenges.stream()
                .filter(one -> one.request().replyTo().equals(request.replyTo()))
                .findFirst()
                .ifPresent(challenge -> {
                    challenges.remove(challenge);
                    judge(challenge, response.error());
                });
    }

    private void judge(Challenge challenge, String error) {
        if (error.isEmpty()) {
            granted(challenge);
        } else {
            tally.count(Tally.Event.CLIENT_REFUSED);
            if (error.equals(Refusal.CLIENT_ID_ALREADY_REGISTERED.text())) {
                refused(challenge);
            }
        }
    }

    private void granted(Challenge challenge) {
        tally.count(Tally.Event.CLIENT_CONNECTED);
        Holder challenged = challenge.holder(); // forgotten before the challenger is let in
        if (challenged != null && challenged.client() != challenge.request().client()) {
            tally.count(Tally.Event.CLIENT_REPLACED);
        }
        Holder before = holders.get(challenge.clientId());
        if (before != null && before.client() != challenge.request().client()) {
            checkNotDisturbed(before, "replaced by " + challenge.request().client());
        }
        holders.put(
                challenge.clientId(),
                new Holder(
                        challenge.request().client(),
                        challenge.sinceNanos(),
                        moment.elapsedNanos()));
    }

    private void refused(Challenge challenge) {
        Holder holder = holders.get(challenge.clientId());
        boolean holderStayedCut =
                holder != null
                        && holder.equals(challenge.holder())
                        && holder.client().connection().wasCutSince(challenge.sinceNanos());
        boolean nobodyHeldIt = holder == null && challenge.holder() == null;
        if (challenge.alone() && (nobodyHeldIt || holderStayedCut)) {
            violations.report(
                    ONE_CLIENT_PER_ID,
                    "%s was refused the ID that %s holds",
                    challenge.request().client(),
                    holder == null ? "nobody" : "the cut-off " + holder.client());
        }
    }

    /** The engine forgets a client. */
    void forgotten(String clientId) {
        Holder holder = holders.remove(clientId);
        if (holder != null) {
            checkNotDisturbed(holder, "forgotten");
        }
    }

    private void checkNotDisturbed(Holder holder, String what) {
        SimulatedClient client = holder.client();
        long decidedNanos = moment.elapsedNanos() - moment.storePatienceNanos();
        long since = Math.max(holder.sinceNanos(), decidedNanos - SURELY_ASKED_NANOS);
        boolean couldAnswer = moment.lastStandstillNanos() < since;
        boolean askedToClose =
                closeAskedNanos.getOrDefault(client.clientId(), Long.MIN_VALUE)
                        >= holder.askedNanos() - OVERTAKEN_NANOS;
        if (couldAnswer && client.wasResponsiveSince(since) && !askedToClose) {
            violations.report(ONE_CLIENT_PER_ID, "%s was answering, and was %s", client, what);
        }
    }

    /** The engine is gone, and with it all requests that it was working on. */
    void engineGone() {
        challenges.clear();
        holders.clear();
    }

    void recovered(List<ClientRecord> clients) {
        for (ClientRecord record : clients) {
            SimulatedClient client = clientsByInbox.get(record.heartbeatInbox());
            if (client != null) {
                holders.put(
                        record.clientId(),
                        new Holder(client, moment.elapsedNanos(), moment.elapsedNanos()));
            }
        }
    }
}
