package dev.stanchion.nats.monitoring;

import dev.stanchion.nats.NatsServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * All pages of a NATS server. Safe for use by many threads; nothing here blocks.
 *
 * <pre>{@code
 * pages.at("/connz", Parameters.parse("subs=1"))   // Optional[CompletionStage[200 application/json]]
 * }</pre>
 */
public final class NatsPages {
    /** The account that everybody is in. */
    static final String ACCOUNT = "$G";

    /** How long the loops may take to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<String> NAMES =
            Set.of(
                    "/varz",
                    "/connz",
                    "/subsz",
                    "/subscriptionsz",
                    "/routez",
                    "/gatewayz",
                    "/leafz",
                    "/jsz",
                    "/accountz",
                    "/accstatz",
                    "/healthz");

    @SuppressWarnings("InlineFormatString") // a page is easier to read by itself
    private static final String INDEX =
            """
            <html lang="en">
            <head><meta charset="utf-8"><title>NATS</title></head>
            <body>
            <h1>NATS server %s</h1>
            <ul>
            <li><a href="%2$s/varz">varz</a>: the server</li>
            <li><a href="%2$s/connz">connz</a>: connections</li>
            <li><a href="%2$s/subsz">subsz</a>: subscriptions</li>
            <li><a href="%2$s/healthz">healthz</a>: health</li>
            </ul>
            </body>
            </html>
            """;

    private final NatsServer server;
    private final MonitoringAddress address;
    private final InstantSource clock;
    private final Varz varz;
    private final Accounts accounts;
    private final AbsentFeatures absent;

    /** The number of requests for each page, by its full path. */
    private final Map<String, Long> requests = new ConcurrentHashMap<>();

    /**
     * @param process the figures of the process; {@link ThisProcess} outside tests
     */
    public NatsPages(
            NatsServer server,
            MonitoringAddress address,
            ProcessFigures process,
            InstantSource clock) {
        this.server = server;
        this.address = address;
        this.clock = clock;
        Instant start = clock.instant();
        varz = new Varz(server, address, process, start);
        accounts = new Accounts(server, start);
        absent = new AbsentFeatures(server);
    }

    /** Returns whether a page has this path. The index does not count. */
    public boolean has(String path) {
        return path.startsWith(address.basePath())
                && NAMES.contains(path.substring(address.basePath().length()));
    }

    /**
     * Answers a request.
     *
     * @param path the exact path of the URL
     * @return empty if there is no such page; otherwise completed on some thread, in bounded time
     */
    public Optional<CompletionStage<Answer>> at(String path, Parameters parameters) {
        if (!path.startsWith(address.basePath())) {
            return Optional.empty();
        }
        String name = path.substring(address.basePath().length());
        if (NAMES.contains(name)) {
            requests.merge(path, 1L, Long::sum);
        }
        try {
            return page(name, parameters).map(page -> finished(page, parameters.text("callback")));
        } catch (BadParameterException e) {
            return Optional.of(
                    CompletableFuture.completedFuture(
                            Answer.badRequest(String.valueOf(e.getMessage()))));
        } catch (IllegalStateException e) {
            return Optional.of(CompletableFuture.completedFuture(Answer.busy())); // it is closing
        }
    }

    private static CompletionStage<Answer> finished(CompletionStage<Answer> page, String callback) {
        CompletionStage<Answer> bounded =
                page.toCompletableFuture()
                        .copy()
                        .completeOnTimeout(Answer.busy(), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        return callback.isEmpty()
                ? bounded
                : bounded.thenApply(answer ->
                        Callback.isFunction(callback)
                                ? answer.calling(callback)
                                : Answer.badRequest(Callback.REFUSAL));
    }

    private Optional<CompletionStage<Answer>> page(String name, Parameters parameters) {
        Instant now = clock.instant();
        return switch (name) {
            case "", "/" -> now(Answer.html(INDEX.formatted(version(), address.basePath())));
            case "/varz" ->
                    json(JsonText.of(json -> varz.write(json, now, new TreeMap<>(requests))));
            case "/connz" -> later(new Connz(server, now, parameters).json());
            case "/subsz", "/subscriptionsz" -> later(new Subsz(server, now, parameters).json());
            case "/routez" -> json(absent.routez(now));
            case "/gatewayz" -> json(absent.gatewayz(now));
            case "/leafz" -> {
                parameters.flag("subs"); // refuses a bad value
                yield json(absent.leafz(now));
            }
            case "/jsz" -> json(absent.jsz(now));
            case "/accountz" -> later(accounts.accountz(now, parameters));
            case "/accstatz" -> json(accounts.accstatz(now, parameters));
            case "/healthz" -> now(health());
            default -> Optional.empty();
        };
    }

    private String version() {
        return server.options().version();
    }

    private static Optional<CompletionStage<Answer>> now(Answer answer) {
        return Optional.of(CompletableFuture.completedFuture(answer));
    }

    private static Optional<CompletionStage<Answer>> json(String text) {
        return now(Answer.json(text));
    }

    private static Optional<CompletionStage<Answer>> later(CompletionStage<String> text) {
        return Optional.of(text.thenApply(Answer::json));
    }

    private Answer health() {
        if (server.isLameDuck()) {
            return unhealthy("the server is in lame duck mode");
        }
        return server.port().isPresent()
                ? Answer.json("{\"status\":\"ok\"}")
                : unhealthy("the server does not take clients yet");
    }

    private static Answer unhealthy(String why) {
        return Answer.unavailable(
                JsonText.compact(json -> {
                    json.writeStringProperty("status", "error");
                    json.writeStringProperty("error", why);
                }));
    }
}
