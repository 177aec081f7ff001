package dev.stanchion.crash.promise;

import dev.stanchion.engine.spi.ClientRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which clients there may be. */
public final class ClientsModel {
    private final Verdict verdict;
    private final Map<String, Registration> registrations = new HashMap<>();

    /**
     * The possible records of one client ID: the first is certain, unless a later change has
     * happened.
     */
    private static final class Registration {
        private final List<Optional<ClientRecord>> possible = new ArrayList<>();
        private final List<Long> changes = new ArrayList<>();

        private Registration() {
            become(Optional.empty());
        }

        private void become(Optional<ClientRecord> certain) {
            possible.clear();
            changes.clear();
            possible.add(certain);
            changes.add(0L);
        }
    }

    private long changes;

    public ClientsModel(Verdict verdict) {
        this.verdict = verdict;
    }

    /** A change was asked for; returns its number, for {@link #done}. */
    public long asked(String clientId, Optional<ClientRecord> wanted) {
        Registration registration =
                registrations.computeIfAbsent(clientId, id -> new Registration());
        registration.possible.add(wanted);
        registration.changes.add(++changes);
        return changes;
    }

    /** A change has succeeded. */
    public void done(String clientId, long change) {
        Registration registration = registrations.get(clientId);
        int index = registration == null ? -1 : registration.changes.indexOf(change);
        if (registration != null && index > 0) {
            registration.possible.subList(0, index).clear();
            registration.changes.subList(0, index).clear();
        }
    }

    /** The store was opened again and knows these. */
    public void recovered(List<ClientRecord> clients) {
        Map<String, ClientRecord> found = new HashMap<>();
        for (ClientRecord client : clients) {
            ClientRecord twice = found.put(client.clientId(), client);
            verdict.expect(twice == null, Promise.CLIENTS_ARE_KEPT, "twice: %s", client);
            verdict.expect(
                    registrations.containsKey(client.clientId()),
                    Promise.CLIENTS_ARE_KEPT,
                    "never registered: %s",
                    client);
        }
        registrations.forEach((id, registration) -> {
            Optional<ClientRecord> now = Optional.ofNullable(found.get(id));
            verdict.expect(
                    registration.possible.contains(now),
                    Promise.CLIENTS_ARE_KEPT,
                    "client %s is %s (expected one of: %s)",
                    id,
                    now,
                    registration.possible);
            registration.become(now);
        });
    }
}
