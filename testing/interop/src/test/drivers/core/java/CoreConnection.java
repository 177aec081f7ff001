import dev.stanchion.interop.driver.Fields;
import dev.stanchion.interop.driver.Payload;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One connection of jnats, and its subscriptions. Requests come one by one. */
final class CoreConnection {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connection connection;
    private final Consumer<Fields> events;
    private final Map<String, Dispatcher> dispatchers = new ConcurrentHashMap<>();

    private CoreConnection(Connection connection, Consumer<Fields> events) {
        this.connection = connection;
        this.events = events;
    }

    static CoreConnection connect(Fields request, Consumer<Fields> events) throws Exception {
        String name = request.text("connection");
        Options.Builder options =
                new Options.Builder()
                        .server(request.text("url"))
                        .connectionTimeout(PATIENCE)
                        .reportNoResponders()
                        .connectionListener((ignored, event) -> tell(events, name, event))
                        .errorListener(
                                new ErrorListener() {
                                    @Override
                                    public void errorOccurred(Connection ignored, String error) {
                                        events.accept(
                                                event("error", name).with("error", error));
                                    }
                                });
        if (request.optionalText("user").isPresent()) {
            options.userInfo(request.text("user"), request.text("password"));
        }
        request.optionalText("token").ifPresent(token -> options.token(token.toCharArray()));
        request.optionalText("nkeySeed")
                .ifPresent(seed ->
                        options.authHandler(Nats.staticCredentials(null, seed.toCharArray())));
        if (request.optionalText("authority").isPresent()) {
            options.sslContext(tls(request));
        }
        request.optionalText("reconnectMillis")
                .ifPresent(millis ->
                        options.maxReconnects(-1)
                                .reconnectWait(Duration.ofMillis(Long.parseLong(millis))));
        return new CoreConnection(Nats.connect(options.build()), events);
    }

    private static void tell(Consumer<Fields> events, String name, Events event) {
        switch (event) {
            case DISCONNECTED -> events.accept(event("disconnected", name));
            case RESUBSCRIBED -> events.accept(event("reconnected", name));
            case LAME_DUCK -> events.accept(event("lameDuck", name));
            default -> {} // nothing that a test waits for
        }
    }

    private static Fields event(String event, String connection) {
        return Fields.none().with("event", event).with("connection", connection);
    }

    private static SSLContext tls(Fields request) throws GeneralSecurityException, IOException {
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("authority", certificate(request.text("authority")));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = emptyStore();
        if (request.optionalText("certificate").isPresent()) {
            Certificate[] chain = {certificate(request.text("certificate"))};
            own.setKeyEntry("client", privateKey(request.text("key")), new char[0], chain);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(String file)
            throws GeneralSecurityException, IOException {
        try (var in = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey privateKey(String file)
            throws GeneralSecurityException, IOException {
        String base64 =
                Files.readAllLines(Path.of(file)).stream()
                        .filter(line -> !line.startsWith("-----"))
                        .collect(Collectors.joining());
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    Fields publish(Fields request) {
        connection.publish(message(request));
        return Fields.none();
    }

    Fields request(Fields request) throws Exception {
        try {
            return described(
                    Fields.none(),
                    connection.requestWithTimeout(message(request), PATIENCE).get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    Fields store(Fields request) throws Exception {
        long sequence = connection.jetStream().publish(message(request)).getSeqno();
        return Fields.none().with("sequence", sequence);
    }

    private static Message message(Fields request) {
        NatsMessage.Builder message =
                NatsMessage.builder().subject(request.text("subject")).data(Payload.of(request));
        request.optionalText("headers").map(CoreConnection::headers).ifPresent(message::headers);
        return message.build();
    }

    private static Headers headers(String lines) {
        Headers headers = new Headers();
        lines.lines()
                .map(line -> line.split(": ", 2))
                .forEach(header -> headers.add(header[0], header[1]));
        return headers;
    }

    private static Fields described(Fields event, Message message) {
        Fields told = Payload.tell(event.with("subject", message.getSubject()), message.getData());
        return message.hasHeaders() ? told.with("headers", lines(message.getHeaders())) : told;
    }

    private static String lines(Headers headers) {
        return headers.entrySet().stream()
                .flatMap(header ->
                        header.getValue().stream().map(value -> header.getKey() + ": " + value))
                .collect(Collectors.joining("\n"));
    }

    Fields subscribe(Fields request) {
        String name = request.text("subscription");
        boolean echo = request.optionalText("echo").isPresent();
        Dispatcher dispatcher =
                connection.createDispatcher(
                        message -> {
                            Fields event =
                                    Fields.none()
                                            .with("event", "message")
                                            .with("subscription", name);
                            events.accept(described(event, message));
                            if (echo) {
                                connection.publish(
                                        message.getReplyTo(),
                                        message.getHeaders(),
                                        message.getData());
                            }
                        });
        String subject = request.text("subject");
        request.optionalText("queue")
                .ifPresentOrElse(
                        queue -> dispatcher.subscribe(subject, queue),
                        () -> dispatcher.subscribe(subject));
        request.optionalText("max")
                .ifPresent(max -> dispatcher.unsubscribe(subject, Integer.parseInt(max)));
        dispatchers.put(name, dispatcher);
        return Fields.none().with("subject", subject);
    }

    /** A dispatcher of its own for each subscription, so that ending it ends that one. */
    Fields unsubscribe(Fields request) {
        connection.closeDispatcher(dispatchers.get(request.text("subscription")));
        return Fields.none();
    }

    Fields flush() throws Exception {
        connection.flush(PATIENCE);
        return Fields.none();
    }

    Fields roundTrip() throws IOException {
        return Fields.none().with("nanos", connection.RTT().toNanos());
    }

    Fields drain() throws Exception {
        return Fields.none().with("drained", connection.drain(PATIENCE).get());
    }

    Fields close() throws InterruptedException {
        connection.close();
        return Fields.none();
    }
}
