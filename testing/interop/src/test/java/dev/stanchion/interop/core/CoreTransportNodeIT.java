package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;
import org.junit.jupiter.api.Tag;

/** {@code @nats-io/transport-node} 3.x from npm, by TCP. */
@WithCoreLibrary(CoreLibrary.TRANSPORT_NODE)
@Tag("long")
class CoreTransportNodeIT extends CoreContract {}
