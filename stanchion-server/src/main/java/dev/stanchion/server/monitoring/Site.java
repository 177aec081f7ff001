package dev.stanchion.server.monitoring;

import dev.stanchion.server.http.Api;
import java.util.Optional;

/**
 * What a port serves. Immutable.
 *
 * @param access who may see the pages; the API decides by itself
 */
public record Site(Pages pages, Access access, Optional<Api> api, PageRules rules) {
    /** How pages are served. */
    public enum PageRules {
        /** Only reading methods work, and the answer is compressed if the client asks for it. */
        USUAL,
        /** Every method works like GET, and nothing is compressed. */
        AS_NATS_STREAMING
    }

    /** Creates a site without an API. */
    public Site(Pages pages, Access access) {
        this(pages, access, Optional.empty(), PageRules.USUAL);
    }
}
