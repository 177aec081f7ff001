package dev.stanchion.interop;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;
import org.junit.jupiter.api.Tag;

/**
 * The driver that is compiled against {@code java-nats-streaming}, on {@code
 * stanchion-client-legacy} without being compiled again.
 */
@Tag("long")
@WithLibrary(ClientLibrary.STANCHION_CLIENT_LEGACY)
class LegacyClientIT extends InteropContract {}
