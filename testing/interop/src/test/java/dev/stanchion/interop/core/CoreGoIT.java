package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;
import org.junit.jupiter.api.Tag;

/** {@code nats.go}. */
@WithCoreLibrary(CoreLibrary.GO)
@Tag("long")
class CoreGoIT extends CoreContract {}
