package dev.stanchion.interop;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;
import org.junit.jupiter.api.Tag;

/** {@code asyncio-nats-streaming} 0.4.0 from {@code PyPI}. */
@WithLibrary(ClientLibrary.PYTHON_0_4_0)
@Tag("long")
class Python040IT extends InteropContract {}
