package dev.stanchion.interop;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;
import org.junit.jupiter.api.Tag;

/** {@code stan.go} 0.10.4 with the core client of its time, as a module of {@code Go}. */
@WithLibrary(ClientLibrary.GO_0_10_4)
@Tag("long")
class Go0104IT extends InteropContract {}
