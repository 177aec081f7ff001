package dev.stanchion.interop;

import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.page.BehaviourTable;
import java.util.List;

/** The text of {@code docs/reference/clients.md}, made from the tests and {@link ClientLibrary}. */
final class ClientsPage {
    private ClientsPage() {}

    /** Returns the whole page. */
    static String text() {
        return head()
                + BehaviourTable.of(
                        InteropContract.class, List.of(ClientLibrary.values()), "the Go server");
    }

    private static String head() {
        return """
        # Clients

        This page lists the streaming clients that work with Stanchion unmodified, and the behaviours
        that the tests prove with each of them. Every line of the second table is a test.
        `testing/interop` runs all tests with each library, exactly as it was published, in programs
        of its own language:

        | Library | From | Needs here | Core client under it |
        | --- | --- | --- | --- |
        | node-nats-streaming 0.3.2 and 0.2.6 | npm | node and npm | nats 1.4.12 |
        | java-nats-streaming 2.2.3 | Maven Central | – | jnats 2.6.5, protobuf-java 3.9.1 |
        | stan.go 0.10.4 | Go modules | go | nats.go 1.22.1 |
        | asyncio-nats-streaming 0.4.0 | PyPI | python3 with venv | asyncio-nats-client 0.11.5, protobuf 3.20.3 |
        | stanchion-client-legacy | this project | – | jnats 2.26.2 |

        `stanchion-client-legacy` takes the place of java-nats-streaming: the program that is compiled
        against that library runs on it without being compiled again.

        The .NET client is not among them, because this project's checks have no .NET runtime. The
        Python client was written for Python 3.9 and older. On a newer Python, the test program removes
        an argument that `asyncio` no longer knows. It does not change the library.

        If node, go or python3 is missing, its tests say so and are skipped. With
        `ACCEPTANCE_REQUIRE_NODE`, `ACCEPTANCE_REQUIRE_GO` and `ACCEPTANCE_REQUIRE_PYTHON` set to
        `true`, as in CI, they fail instead. Lock files and exact versions determine what is installed
        under `testing/interop/target`.

        | To | Run |
        | --- | --- |
        | run all of it | `mvn verify -Peverything -pl testing/interop -am` |
        | run it against the Go server | the same with `-Dacceptance.server=/path/to/nats-streaming-server` |
        | restart a service a hundred times by killing a hundred processes, instead of by closing a hundred connections of one process without a close request | the same with `-Dinterop.restarts=processes` |
        | write this page again | `mvn -pl testing/interop -am test -Dclients.page=write`; a build with an outdated page fails |

        ## Behaviours

        """;
    }
}
