package dev.stanchion.interop;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;
import org.junit.jupiter.api.Tag;

/** {@code node-nats-streaming} 0.3.2, the newest, from {@code npm}. */
@WithLibrary(ClientLibrary.NODE_0_3_2)
@Tag("long")
class Node032IT extends InteropContract {}
