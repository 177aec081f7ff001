package dev.stanchion.admin.answer;

import java.util.List;

/** Counts what a change does to messages, positions and clients. Immutable. */
public record Effects(
        long redelivered,
        long skipped,
        long forgottenInFlight,
        long messagesRemoved,
        long bytesRemoved,
        long positionsRemoved,
        List<String> clientsAffected) {
    public Effects {
        clientsAffected = List.copyOf(clientsAffected);
    }
}
