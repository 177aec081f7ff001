package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;
import org.junit.jupiter.api.Tag;

/** {@code nats} 2.x from npm, by TCP. */
@WithCoreLibrary(CoreLibrary.NODE)
@Tag("long")
class CoreNodeIT extends CoreContract {}
