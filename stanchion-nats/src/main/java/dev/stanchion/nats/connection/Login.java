package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.CertificateName;
import dev.stanchion.nats.auth.Claim;
import dev.stanchion.nats.auth.ConnectionType;
import dev.stanchion.nats.auth.Identity;
import dev.stanchion.nats.auth.Verdict;
import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.TurnLoop;
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

    private final Client client;
    private final Security security;
    private final TurnLoop loop;
    private final ConnectionType type;
    private final String nonce;
    private State state = State.OUTSIDE;
    private boolean hasBegun;
    private @Nullable Timer timer;
    private List<CertificateName> certificateNames = List.of();

    /** The client that wants to come in, named in the log by its text. Called on its loop. */
    interface Client {
        /** Returns the address that it comes from, without a port. */
        String ip();

        /** Whether what it sends is still executed. */
        boolean isRead();

        /** Stops reading from it while something is checked. */
        void pause();

        /** Reads from it again. */
        void resume();

        /** Executes what has waited for the decision. */
        void readOn();

        /** Does something that may find out that the client has to go. */
        void guarded(Runnable work);

        void close(CloseReason reason, String errorText);

        /** The client is inside, or has become another one. */
        void become(Identity identity);

        /** Decides again by the credentials that the client gave last. */
        void recheck();
    }

    Login(Client client, Security security, TurnLoop loop, ConnectionType type) {
        this.client = client;
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
        client.close(CloseReason.AUTHENTICATION_TIMEOUT, ErrorText.AUTHENTICATION_TIMEOUT);
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
    boolean isInside(byte first) {
        if (state == State.OUTSIDE && first != 'C' && first != 'c') {
            if (!security.inForce().authenticator().admitsTheSilent()) {
                throw refusal(Credentials.NONE, "it has not sent CONNECT");
            }
            check(Credentials.NONE, () -> {});
        }
        return state == State.INSIDE;
    }

    /**
     * Decides about a CONNECT; {@code then} runs once the client is inside: now, or later on the
     * loop.
     *
     * @throws ProtocolViolation if it may not come in
     */
    void check(Credentials credentials, Runnable then) {
        end();
        Verdict verdict = decide(credentials);
        if (verdict instanceof Verdict.Unproven(var proof, var identity)
                && security.desk().isKnown(proof)) {
            verdict = new Verdict.Admitted(identity);
        }
        switch (verdict) {
            case Verdict.Admitted(Identity identity) -> {
                enter(identity);
                then.run();
            }
            case Verdict.Refused(String why) -> throw refusal(credentials, why);
            case Verdict.Unproven unproven -> prove(unproven, credentials, then);
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

    private void enter(Identity identity) {
        state = State.INSIDE;
        client.become(identity);
    }

    private void prove(Verdict.Unproven unproven, Credentials credentials, Runnable then) {
        state = State.CHECKING;
        client.pause();
        boolean isChecked =
                security.desk()
                        .prove(
                                unproven.proof(),
                                client.ip(),
                                holds ->
                                        loop.post(() ->
                                                client.guarded(() ->
                                                        proved(
                                                                holds,
                                                                unproven,
                                                                credentials,
                                                                then))));
        if (!isChecked) {
            client.resume();
            LOG.warn(
                    "{} - connection closed, because too many passwords wait to be checked",
                    client);
            throw ProtocolViolation.silent(
                    CloseReason.AUTHENTICATION_FAILURE, "too many passwords wait to be checked");
        }
    }

    private void proved(
            boolean holds, Verdict.Unproven unproven, Credentials credentials, Runnable then) {
        client.resume();
        if (!client.isRead()) {
            return;
        }
        if (!holds) {
            throw refusal(credentials, unproven.proof().refusal());
        }
        enter(unproven.identity());
        then.run();
        client.readOn();
    }

    /** Decides again, after the rules have changed, about one that they let in, or soon will. */
    void recheck() {
        switch (state) {
            case INSIDE -> client.recheck();
            case OUTSIDE -> {
                if (hasBegun) {
                    begin();
                }
            }
            case CHECKING -> {} // by rules that held when it asked
        }
    }

    private ProtocolViolation refusal(Credentials credentials, String why) {
        LOG.warn("{} - authentication error - {}: {}", client, credentials, why);
        return ProtocolViolation.answered(
                CloseReason.AUTHENTICATION_FAILURE, ErrorText.AUTHORIZATION_VIOLATION);
    }
}
