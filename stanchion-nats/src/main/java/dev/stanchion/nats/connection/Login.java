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
 * The login of one client, and later checks whether it may stay. Confined to its connection's loop.
 *
 * <pre>
 *   OUTSIDE --CONNECT, or first operation if CONNECT is not required--> INSIDE
 *   OUTSIDE --CONNECT with something to prove--> CHECKING --it holds--> INSIDE
 *   INSIDE  --another CONNECT--> INSIDE or CHECKING
 * </pre>
 *
 * <p>A failed check ends the connection. While another thread checks, the connection is not read,
 * and the operations behind the CONNECT wait.
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

    /** The client that wants to connect. Its text is its name in the log. Called on its loop. */
    interface Client {
        /** Returns the client's address without the port. */
        String ip();

        /** Returns whether the connection still executes what the client sends. */
        boolean isRead();

        /** Stops reading while another thread checks. */
        void pause();

        /** Reads again. */
        void resume();

        /** Executes the operations that waited for the decision. */
        void readOn();

        /** Runs code that may find a protocol violation, which ends the connection. */
        void guarded(Runnable work);

        void close(CloseReason reason, String errorText);

        /** Sets the identity of the client. */
        void become(Identity identity);

        /** Checks the last credentials of the client again. */
        void recheck();
    }

    Login(Client client, Security security, TurnLoop loop, ConnectionType type) {
        this.client = client;
        this.security = security;
        this.loop = loop;
        this.type = type;
        this.nonce = security.nextNonce();
    }

    /** Returns the nonce of the greeting; empty if no user has a key. */
    String nonce() {
        return nonce;
    }

    boolean isChecking() {
        return state == State.CHECKING;
    }

    /** Starts the time in which the client has to log in. */
    void begin() {
        end();
        hasBegun = true;
        if (state == State.OUTSIDE && security.inForce().authentication().isRequired()) {
            timer = loop.schedule(security.inForce().authTimeoutNanos(), this::tooLate);
        }
    }

    /** Records the names of the client's certificate. */
    void certified(List<CertificateName> names) {
        certificateNames = names;
    }

    private void tooLate() {
        timer = null;
        client.close(CloseReason.AUTHENTICATION_TIMEOUT, ErrorText.AUTHENTICATION_TIMEOUT);
    }

    /** Cancels the time limit. */
    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /**
     * Returns whether the client is logged in, before an operation that begins with this byte. If
     * CONNECT is not required, the client is logged in now. Otherwise the first operation must be
     * CONNECT ({@code spec/nats-core.md} 7.1).
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
     * Checks a CONNECT. {@code then} runs when the client is logged in: now, or later on the loop.
     *
     * @throws ProtocolViolation if the client may not connect
     */
    void check(Credentials credentials, Runnable then) {
        end();
        Verdict verdict = decide(credentials);
        if (verdict instanceof Verdict.Unproven(var proof, var identity)
                && security.verifier().isKnown(proof)) {
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
                security.verifier()
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

    /** Checks the client again after a change of the rules, if it is logged in or about to be. */
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
