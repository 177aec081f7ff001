package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;
import org.junit.jupiter.api.Tag;

/** {@code @nats-io/nats-core} 3.x from npm, which browsers use: all by WebSocket. */
@WithCoreLibrary(CoreLibrary.NATS_CORE_BY_WEBSOCKET)
@Tag("long")
class CoreWebSocketIT extends CoreContract {}
