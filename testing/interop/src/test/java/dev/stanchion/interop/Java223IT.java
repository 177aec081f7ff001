package dev.stanchion.interop;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.WithLibrary;
import org.junit.jupiter.api.Tag;

/**
 * {@code java-nats-streaming} 2.2.3 with the core client of its time, from {@code Maven Central}.
 */
@Tag("long")
@WithLibrary(ClientLibrary.JAVA_2_2_3)
class Java223IT extends InteropContract {}
