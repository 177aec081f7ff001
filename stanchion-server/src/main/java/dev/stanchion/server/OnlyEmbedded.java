package dev.stanchion.server;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.server.rights.StreamingUsers;

/**
 * What only the embedded NATS server can do for clients. Where clients connect elsewhere, nobody
 * would do it, and whoever asked for it would believe otherwise.
 */
final class OnlyEmbedded {
    private OnlyEmbedded() {}

    /**
     * Refuses it by name.
     *
     * @throws ConfigurationException if there is any of it
     */
    static void refuse(NatsSecurity security, ClientAccess access, boolean monitoringTls) {
        if (StreamingUsers.areIn(security)) {
            throw refused(
                    "streaming rights",
                    "streaming rights of users: messages of an external NATS do not name"
                            + " their sender; limit users to subjects there instead");
        }
        if (!security.authentication().equals(Authentication.NONE)) {
            throw refused(
                    "authorization",
                    "authorization: clients log in at the NATS servers of -ns, not here; configure"
                            + " users there, and Stanchion's own user with streaming { username,"
                            + " password }, token, credentials or nkey_seed_file");
        }
        if (access.webSockets().isPresent()) {
            throw refused(
                    "websocket",
                    "websocket: clients connect to the NATS servers of -ns; let one of those open"
                            + " the port for WebSocket clients");
        }
        if (!(security.tls() instanceof Tls.Off) && !monitoringTls) {
            throw refused(
                    "tls",
                    "tls: no client connects here; for the connection to the NATS servers of -ns"
                            + " use streaming { tls { client_ca, client_cert, client_key } }");
        }
    }

    private static ConfigurationException refused(String option, String why) {
        return new ConfigurationException(option, why);
    }
}
