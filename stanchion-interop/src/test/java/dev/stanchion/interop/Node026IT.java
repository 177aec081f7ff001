package dev.stanchion.interop;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;

/** {@code node-nats-streaming} 0.2.6, which much older code still uses, from {@code npm}. */
@WithLibrary(ClientLibrary.NODE_0_2_6)
class Node026IT extends InteropContract {}
