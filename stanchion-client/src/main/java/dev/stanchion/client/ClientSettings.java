package dev.stanchion.client;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link StreamingClient}. Immutable.
 *
 * @param connect for each of its registrations
 * @param recoversAtStart whether it recovers even if the first attempt to connect fails
 * @param shutdownTimeout how long {@code close} waits for running handlers
 * @param handlerThreads of the program; null for those of the client
 */
record ClientSettings(
        ConnectOptions connect,
        Recovery recovery,
        boolean recoversAtStart,
        Consumer<ClientEvent> listener,
        ClientMeters meters,
        Duration shutdownTimeout,
        @Nullable Executor handlerThreads) {}
