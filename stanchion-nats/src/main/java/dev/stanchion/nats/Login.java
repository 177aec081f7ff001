package dev.stanchion.nats;

import dev.stanchion.nats.auth.CertificateName;
import dev.stanchion.nats.auth.Claim;
import dev.stanchion.nats.auth.ConnectionType;
import dev.stanchion.nats.auth.Identity;
import dev.stanchion.nats.auth.Verdict;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.Credentials;
import dev.stanchion.nats.wire.ErrorText;
import dev.stanchion.nats.wire.ProtocolViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one client comes in, and whether it may stay. Confined to its connection's loop.
 *
 * <pre>
 *   OUTSIDE --CONNECT, or first operation where the silent may come--> INSIDE
 *   OUTSIDE --CONNECT with something to prove--> CHECKING --it holds--> INSIDE
 *   INSIDE  --another CONNECT--> INSIDE or CHECKING
 * </pre>
 *
 * <p>Whatever does not hold ends the connection. While something is checked on another thread, the
 * connection is not read, and what it had sent behind its CONNECT waits.
 */
final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private enum State {
        OUTSIDE,
        CHECKING,
        INSIDE
    }

    private final ClientConnection connection;
    private final Security security;
    private final TurnLoop loop;
    private final ConnectionType type;
    private final String nonce;
    private State state = State.OUTSIDE;
    private boolean hasBegun;
    private @Nullable Timer timer;
    private List<CertificateName> certificateNames = List.of();

    Login(ClientConnection connection, Security security, TurnLoop loop, ConnectionType type) {
        this.connection = connection;
        this.security = security;
        this.loop = loop;
        this.type = type;
        this.nonce = security.nextNonce();
    }

    /** What the client is greeted with, to be signed; empty if nobody has a key. */
    String nonce() {
        return nonce;
    }

    boolean isChecking() {
        return state == State.CHECKING;
    }

    /** The client can speak from now on, and has to come in soon. */
    void begin() {
        end();
        hasBegun = true;
        if (state == State.OUTSIDE && security.inForce().authentication().isRequired()) {
            timer = loop.schedule(security.inForce().authTimeoutNanos(), this::tooLate);
        }
    }

    /** It has shown a certificate, which may say who it is. */
    void certified(List<CertificateName> names) {
        certificateNames = names;
    }

    private void tooLate() {
        timer = null;
        connection.close(CloseReason.AUTHENTICATION_TIMEOUT, ErrorText.AUTHENTICATION_TIMEOUT);
    }

    /** Stops the clock. */
    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /**
     * Whether the client is inside, when an operation comes that begins so. Where the silent may
     * come in, this is when they do; others must begin with CONNECT ({@code spec/nats-core.md}
     * 7.1).
     */
    boolean isInside(byte first, ClientSession session) {
        if (state == State.OUTSIDE && first != 'C' && first != 'c') {
            if (!security.inForce().authenticator().admitsTheSilent()) {
                throw refusal(Credentials.NONE, "it has not sent CONNECT");
            }
            check(Credentials.NONE, session, () -> {});
        }
        return state == State.INSIDE;
    }

    /**
     * Decides about a CONNECT; {@code then} runs once the client is inside: now, or later on the
     * loop.
     *
     * @throws ProtocolViolation if it may not come in
     */
    void check(Credentials credentials, ClientSession session, Runnable then) {
        end();
        Verdict verdict = decide(credentials);
        if (verdict instanceof Verdict.Unproven(var proof, var identity)
                && security.desk().isKnown(proof)) {
            verdict = new Verdict.Admitted(identity);
        }
        switch (verdict) {
            case Verdict.Admitted(Identity identity) -> {
                enter(identity, session);
                then.run();
            }
            case Verdict.Refused(String why) -> throw refusal(credentials, why);
            case Verdict.Unproven unproven -> prove(unproven, credentials, session, then);
        }
    }

    private Verdict decide(Credentials credentials) {
        Security.InForce inForce = security.inForce();
        return inForce.authenticator()
                .decide(
                        new Claim(
                                credentials,
                                type,
                                nonce,
                                inForce.mapsCertificates(),
                                certificateNames));
    }

    private void enter(Identity identity, ClientSession session) {
        state = State.INSIDE;
        session.become(identity);
    }

    private void prove(
            Verdict.Unproven unproven,
            Credentials credentials,
            ClientSession session,
            Runnable then) {
        state = State.CHECKING;
        connection.publisher().pause();
        boolean isChecked =
                security.desk()
                        .prove(
                                unproven.proof(),
                                connection.ip(),
                                holds ->
                                        loop.post(() ->
                                                connection.guarded(() ->
                                                        proved(
                                                                holds,
                                                                unproven,
                                                                credentials,
                                                                session,
                                                                then))));
        if (!isChecked) {
            connection.publisher().resume();
            LOG.warn(
                    "{}: connection closed, because too many passwords wait to be checked",
                    connection.publisher().remoteAddress());
            throw ProtocolViolation.silent(
                    CloseReason.AUTHENTICATION_FAILURE, "too many passwords wait to be checked");
        }
    }

    private void proved(
            boolean holds,
            Verdict.Unproven unproven,
            Credentials credentials,
            ClientSession session,
            Runnable then) {
        connection.publisher().resume();
        if (!connection.isRead()) {
            return;
        }
        if (!holds) {
            throw refusal(credentials, unproven.proof().refusal());
        }
        enter(unproven.identity(), session);
        then.run();
        connection.readOn();
    }

    /** Decides again, after the rules have changed, about one that they let in, or soon will. */
    void recheck(ClientSession session) {
        switch (state) {
            case INSIDE -> session.recheck();
            case OUTSIDE -> {
                if (hasBegun) {
                    begin();
                }
            }
            case CHECKING -> {} // by rules that held when it asked
        }
    }

    private ProtocolViolation refusal(Credentials credentials, String why) {
        LOG.warn(
                "{} - cid:{} - authentication error - {}: {}",
                connection.publisher().remoteAddress(),
                connection.id(),
                credentials,
                why);
        return ProtocolViolation.answered(
                CloseReason.AUTHENTICATION_FAILURE, ErrorText.AUTHORIZATION_VIOLATION);
    }
}
