package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.tool.NatsToolContract;
import dev.stanchion.interop.page.BehaviourTable;
import dev.stanchion.interop.page.Library;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * The text of {@code docs/reference/core-clients.md}, made from the tests and {@link CoreLibrary}.
 */
final class CoreClientsPage {
    private CoreClientsPage() {}

    /** Returns the whole page. */
    static String text() {
        return head()
                + BehaviourTable.of(
                        CoreContract.class, List.of(CoreLibrary.values()), "nats-server")
                + tool()
                + BehaviourTable.of(
                        NatsToolContract.class, List.of(new Tool("nats 0.5.1")), "nats-server");
    }

    /** A column where nothing is missing. */
    private record Tool(String title) implements Library {
        @Override
        public Optional<String> gap(Method behaviour) {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private static String head() {
        return """
        # Core NATS clients

        Which clients of core NATS are proven to work, unmodified, and what is proven with each.
        Every line below is a test; `testing/interop` runs all of them with each of these
        libraries, exactly as they were published, in programs of their own language. Clients of
        NATS Streaming are on [a page of their own](clients.md).

        | Library | From | Needs here | By |
        | --- | --- | --- | --- |
        | jnats 2.26.2 | Maven Central | – | TCP, and WebSocket where the table says so |
        | nats 2.29.3 | npm | node and npm | TCP |
        | nats.go 1.55.0 | Go modules | go 1.26 | TCP, and WebSocket where the table says so |
        | @nats-io/transport-node 3.4.0 | npm | node and npm | TCP |
        | @nats-io/nats-core 3.4.0 | npm, with ws 8.23.0 in the place of a browser | node and npm | WebSocket, and TLS is wss |
        | nats-py 2.16.0 | PyPI | python3 with venv | TCP, and WebSocket where the table says so |

        Where node, go or python3 is missing, its tests say so and are skipped; with
        `ACCEPTANCE_REQUIRE_NODE`, `ACCEPTANCE_REQUIRE_GO` and `ACCEPTANCE_REQUIRE_PYTHON` set to
        `true`, as in CI, they fail instead. Certificates are made by openssl; where it is missing,
        the tests of TLS are skipped.

        | To | Run |
        | --- | --- |
        | run all of it | `mvn verify -pl testing/interop -am -Dit.test='Core*IT' -Dfailsafe.failIfNoSpecifiedTests=false` |
        | run it against nats-server | the same with `-Dcore.server=/path/to/nats-server` |
        | write this page again | `mvn -pl testing/interop -am test -Dclients.page=write`; a build with a stale page fails |

        ## Behaviours

        """;
    }

    private static String tool() {
        return """

        ## The command line tool nats

        `nats` 0.5.1 from Go modules (`github.com/nats-io/natscli`), built and run as it is. What
        needs a system account (`nats server list`, `info`, `report` and the like) or JetStream
        says so.

        """;
    }
}
