package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;

/** {@code nats} 2.x from npm, by TCP. */
@WithCoreLibrary(CoreLibrary.NODE)
class CoreNodeIT extends CoreContract {}
