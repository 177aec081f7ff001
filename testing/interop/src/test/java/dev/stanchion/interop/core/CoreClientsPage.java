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

        This page lists the clients of core NATS that work with Stanchion unmodified, and the
        behaviours that the tests prove with each of them. Every line of the tables below is a test.
        `testing/interop` runs all tests with each library, exactly as it was published, in programs
        of its own language. [Another page](clients.md) is about clients of NATS Streaming.

        | Library | From | Needs here | By |
        | --- | --- | --- | --- |
        | jnats 2.26.2 | Maven Central | – | TCP, and WebSocket where the table says so |
        | nats 2.29.3 | npm | node and npm | TCP |
        | nats.go 1.55.0 | Go modules | go 1.26 | TCP, and WebSocket where the table says so |
        | @nats-io/transport-node 3.4.0 | npm | node and npm | TCP |
        | @nats-io/nats-core 3.4.0 | npm, with ws 8.23.0 in place of a browser | node and npm | WebSocket, and TLS is wss |
        | nats-py 2.16.0 | PyPI | python3 with venv | TCP, and WebSocket where the table says so |

        If node, go or python3 is missing, its tests say so and are skipped. With
        `ACCEPTANCE_REQUIRE_NODE`, `ACCEPTANCE_REQUIRE_GO` and `ACCEPTANCE_REQUIRE_PYTHON` set to
        `true`, as in CI, they fail instead. openssl makes the certificates. If it is missing, the
        tests of TLS are skipped.

        | To | Run |
        | --- | --- |
        | run all of it | `mvn verify -pl testing/interop -am -Dit.test='Core*IT' -Dfailsafe.failIfNoSpecifiedTests=false` |
        | run it against nats-server | the same with `-Dcore.server=/path/to/nats-server` |
        | write this page again | `mvn -pl testing/interop -am test -Dclients.page=write`; a build with an outdated page fails |

        ## Behaviours

        """;
    }

    private static String tool() {
        return """

        ## The command line tool nats

        The tests build and run `nats` 0.5.1 from Go modules (`github.com/nats-io/natscli`) unmodified.
        Commands that need a system account (`nats server list`, `info`, `report` and the like) or
        JetStream report that.

        """;
    }
}
