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

        Which streaming clients are proven to work, unmodified, and what is proven with each. Every
        line below is a test; `testing/interop` runs all of them with each of these libraries,
        exactly as they were published, in programs of their own language:

        | Library | From | Needs here | Core client under it |
        | --- | --- | --- | --- |
        | node-nats-streaming 0.3.2 and 0.2.6 | npm | node and npm | nats 1.4.12 |
        | java-nats-streaming 2.2.3 | Maven Central | – | jnats 2.6.5, protobuf-java 3.9.1 |
        | stan.go 0.10.4 | Go modules | go | nats.go 1.22.1 |
        | asyncio-nats-streaming 0.4.0 | PyPI | python3 with venv | asyncio-nats-client 0.11.5, protobuf 3.20.3 |

        The .NET client is not among them: no .NET runtime is part of this project's checks. The
        Python client was written for Python 3.9 and older; on a newer one its driver takes away
        an argument that `asyncio` no longer knows, and leaves the library as it is.

        Where node, go or python3 is missing, its tests say so and are skipped; with
        `ACCEPTANCE_REQUIRE_NODE`, `ACCEPTANCE_REQUIRE_GO` and `ACCEPTANCE_REQUIRE_PYTHON` set to
        `true`, as in CI, they fail instead. Lock files and exact versions pin what is installed,
        under `testing/interop/target`.

        | To | Run |
        | --- | --- |
        | run all of it | `mvn verify -Peverything -pl testing/interop -am` |
        | run it against the Go server | the same with `-Dacceptance.server=/path/to/nats-streaming-server` |
        | restart a service a hundred times as a hundred processes, each killed, instead of as a hundred connections of one process, each ended without a word | the same with `-Dinterop.restarts=processes` |
        | write this page again | `mvn -pl testing/interop -am test -Dclients.page=write`; a build with a stale page fails |

        ## Behaviours

        """;
    }
}
