package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;

/** {@code nats.go}. */
@WithCoreLibrary(CoreLibrary.GO)
class CoreGoIT extends CoreContract {}
