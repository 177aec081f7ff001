package dev.stanchion.nats.link;

import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.wire.PubOp;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The move of a link to another server, see {@link Link#move}. After the move it passes the events
 * of the connection on to the link. Confined to the loop.
 *
 * <pre>
 *   TRYING --a server lets the link in--> PROVING --the proof arrives--> MOVED
 *                                               --no proof in time, or the link's end--> ENDED
 * </pre>
 *
 * <p>The proof is an empty message that the link publishes on its connection and receives on the
 * new one. A server that has just started has no routes to the others yet; clients and the link
 * would not hear each other there.
 */
final class LinkMove implements LinkAttempts.Owner {
    /** The link's own subscriptions have lower numbers. */
    private static final int PROOF_SID = 999_999_999;

    private final OfLink link;
    private final Predicate<PeerInfo> wanted;
    private final BooleanSupplier isStillWanted;
    private final Owner owner;
    private final LinkAttempts attempts;
    private final String subject = "_INBOX.move-" + UUID.randomUUID();
    private State state = State.TRYING;
    private @Nullable LinkConnection candidate;
    private @Nullable ServerAddress server;
    private @Nullable Timer patience;

    private enum State {
        TRYING,
        PROVING,
        MOVED,
        ENDED
    }

    /**
     * What all connections of a link have in common.
     *
     * @param events of the link's connection
     */
    record OfLink(TurnLoop loop, LinkOptions options, ServerPool pool, LinkAttempts.Owner events) {}

    /** The link that moves. */
    interface Owner {
        /** Publishes an empty message on the link's connection. */
        boolean publish(byte[] subject);

        /** The link has another connection now. */
        void moves(LinkAttempts to, LinkConnection made, ServerAddress server);

        /** The link stays where it is. */
        void stays();
    }

    LinkMove(OfLink link, Predicate<PeerInfo> wanted, BooleanSupplier isStillWanted, Owner owner) {
        this.link = link;
        this.wanted = wanted;
        this.isStillWanted = isStillWanted;
        this.owner = owner;
        this.attempts = new LinkAttempts(link.loop(), link.options(), link.pool(), this);
    }

    /** Tries each server of the link once. */
    void begin() {
        attempts.beginOnce(why -> end());
    }

    @Override
    public boolean wants(PeerInfo info) {
        return state == State.MOVED || wanted.test(info);
    }

    @Override
    public void onReady(LinkConnection made, ServerAddress at) {
        if (state == State.MOVED) {
            link.events().onReady(made, at); // a later connection of the link
            return;
        }
        state = State.PROVING;
        candidate = made;
        server = at;
        patience = link.loop().schedule(link.options().connectTimeout().toNanos(), this::end);
        made.output().append(ascii("SUB " + subject + " " + PROOF_SID + "\r\n"));
        made.fence(this::prove);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The subscription may be on its way to the other server still, so this is done until heard.
     */
    private void prove() {
        if (state != State.PROVING) {
            return;
        }
        if (owner.publish(ascii(subject))) {
            link.loop().schedule(link.options().connectTimeout().toNanos() / 10, this::prove);
        } else {
            end();
        }
    }

    @Override
    public void onMessage(int sid, PubOp message) {
        if (state == State.MOVED) {
            link.events().onMessage(sid, message);
        } else if (sid == PROOF_SID) {
            finish();
        }
    }

    private void finish() {
        LinkConnection made = candidate;
        ServerAddress at = server;
        if (made == null || at == null || !isStillWanted.getAsBoolean()) {
            end();
            return;
        }
        cancelPatience();
        made.output().append(ascii("UNSUB " + PROOF_SID + "\r\n"));
        state = State.MOVED;
        owner.moves(attempts, made, at);
    }

    @Override
    public void onComplaint(ServerAddress from, String text) {
        if (state == State.MOVED) {
            link.events().onComplaint(from, text);
        } else {
            end();
        }
    }

    @Override
    public void onWritten() {
        if (state == State.MOVED) {
            link.events().onWritten();
        }
    }

    @Override
    public void onLost(ServerAddress from, String why) {
        if (state == State.MOVED) {
            link.events().onLost(from, why);
        } else {
            end();
        }
    }

    /** Gives up, if the link has not moved yet. */
    void end() {
        if (state == State.TRYING || state == State.PROVING) {
            state = State.ENDED;
            cancelPatience();
            attempts.stop();
            owner.stays();
        }
    }

    private void cancelPatience() {
        Timer waiting = patience;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
