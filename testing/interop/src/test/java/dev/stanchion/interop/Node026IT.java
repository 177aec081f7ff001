package dev.stanchion.interop;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;
import org.junit.jupiter.api.Tag;

/** {@code node-nats-streaming} 0.2.6, which much older code still uses, from {@code npm}. */
@WithLibrary(ClientLibrary.NODE_0_2_6)
@Tag("long")
class Node026IT extends InteropContract {}
