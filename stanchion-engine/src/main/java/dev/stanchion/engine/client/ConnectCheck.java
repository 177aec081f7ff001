package dev.stanchion.engine.client;

import dev.stanchion.engine.registration.NameLimit;
import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.protocol.ClientIdSyntax;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a connect request that do not depend on other clients ({@code streaming.md} 2.1).
 */
final class ConnectCheck {
    private ConnectCheck() {}

    /** Returns the text of the refusal; null if there is nothing to object to. */
    static @Nullable String refusal(Optional<ConnectRequest> decoded, ChannelRights rights) {
        if (decoded.isEmpty() || decoded.get().heartbeatInbox().isEmpty()) {
            return Refusal.INVALID_CONNECTION_REQUEST.text();
        }
        ConnectRequest request = decoded.get();
        if (!ClientIdSyntax.isValid(request.clientId())) {
            return Refusal.INVALID_CLIENT_ID.text();
        }
        String tooLong = tooLong(request);
        if (tooLong != null) {
            return tooLong;
        }
        if (!rights.mayConnectAs(request.clientId())) {
            return NotAllowed.toConnect(request.clientId(), rights);
        }
        String inbox = request.heartbeatInbox();
        return rights.mayReceiveOn(inbox) ? null : NotAllowed.toReceive(inbox, rights);
    }

    private static @Nullable String tooLong(ConnectRequest request) {
        String tooLong = NameLimit.refusal("client ID", request.clientId());
        if (tooLong == null) {
            tooLong = NameLimit.refusal("heartbeat inbox", request.heartbeatInbox());
        }
        return tooLong != null
                ? tooLong
                : NameLimit.refusal("connection ID", request.connId().length());
    }
}
